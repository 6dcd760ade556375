// Package enginetest runs the engines and tools that other people use, for tests that compare
// what we read with what they wrote. Where one is not installed the test is skipped; with PRATIQUE_ENGINES
// set, as in CI, it fails.
package enginetest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const startTime = 30 * time.Second

// Tool is the path of a program.
func Tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		unavailable(t, fmt.Sprintf("%s is not installed: %v", name, err))
	}
	return path
}

func unavailable(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("PRATIQUE_ENGINES") != "" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// Run runs a program to its end, which has to be a good one, and gives what it printed.
func Run(t *testing.T, env []string, program string, args ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), program, args...)
	command.Env = append(os.Environ(), env...)
	command.Dir = t.TempDir()
	out, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", program, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// Root skips a test that only root can run.
func Root(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		unavailable(t, "only root can run it")
	}
}

// serve starts a program that runs until the test ends, and waits until ready says that it does. Its
// log is shown where it does not.
func serve(t *testing.T, ready func() bool, program string, args ...string) {
	t.Helper()
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program, args...)
	command.Stdout, command.Stderr = log, log
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	t.Cleanup(func() {
		if err := command.Process.Signal(os.Interrupt); err == nil {
			select {
			case <-ended:
			case <-time.After(startTime):
				_ = command.Process.Kill() // it had its time
				<-ended
			}
		}
		if err := log.Close(); err != nil {
			t.Error(err)
		}
	})
	for begin := time.Now(); time.Since(begin) < startTime; time.Sleep(50 * time.Millisecond) {
		select {
		case err := <-ended:
			ended <- err
			text, _ := os.ReadFile(log.Name())
			unavailable(t, fmt.Sprintf("%s ended: %v\n%s", program, err, text))
		default:
		}
		if ready() {
			return
		}
	}
	t.Fatalf("%s is not ready after %v", program, startTime)
}

// Dockerd runs a Docker daemon without a network until the test ends, and gives its address as
// DOCKER_HOST has it.
func Dockerd(t *testing.T) string {
	t.Helper()
	program := Tool(t, "dockerd")
	Root(t)
	// The path of a socket may have about a hundred bytes; that of t.TempDir has the test's name.
	dir, err := os.MkdirTemp("", "dockerd")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	socket, config := filepath.Join(dir, "s"), filepath.Join(dir, "daemon.json")
	if err := os.WriteFile(config, []byte("{}"), 0o600); err != nil { // not the machine's
		t.Fatal(err)
	}
	serve(t, func() bool {
		connection, err := net.Dial("unix", socket)
		if err != nil {
			return false
		}
		return connection.Close() == nil
	}, program, "--storage-driver", "vfs", "--iptables=false", "--ip6tables=false", "--bridge=none", "--data-root", filepath.Join(dir, "root"),
		"--exec-root", filepath.Join(dir, "exec"), "--pidfile", filepath.Join(dir, "pid"), "--config-file", config, "-H", "unix://"+socket)
	return "unix://" + socket
}

// Registry is a registry that answers over TLS, to who has the password.
type Registry struct {
	Address            string // HOST:PORT
	CAFile             string // its certificate
	Username, Password string
}

// hashed is Registry's password in a password file.
const hashed = "$2b$04$.KD19K8IabRR8G6QZaIYrOYXlR2Q.89gUliYJq1TVqLiwsyosYRfW"

// SecureRegistry runs docker-registry until the test ends.
func SecureRegistry(t *testing.T) Registry {
	t.Helper()
	program := Tool(t, "docker-registry")
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	certificate, key := selfSigned(t)
	r := Registry{Address: freeAddress(t), CAFile: write("ca.crt", certificate), Username: "user", Password: "pa:ss word"}
	config := write("config.yml", fmt.Appendf(nil,
		"version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %q}}\nhttp: {addr: %q, tls: {certificate: %q, key: %q}}\nauth: {htpasswd: {realm: test, path: %q}}\n",
		filepath.Join(dir, "data"), r.Address, r.CAFile, write("key.pem", key), write("htpasswd", []byte(r.Username+":"+hashed+"\n"))))
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(certificate)
	client := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}}}
	serve(t, func() bool {
		response, err := client.Get("https://" + r.Address + "/v2/")
		if err != nil {
			return false
		}
		return response.Body.Close() == nil && response.StatusCode == http.StatusUnauthorized
	}, program, "serve", config)
	return r
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func selfSigned(t *testing.T) (certificate, key []byte) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := x509.MarshalECPrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: encoded})
}
