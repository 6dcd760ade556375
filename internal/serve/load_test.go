//go:build unix

package serve

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// TestLoad measures admission requests over TLS from a warm cache, at a rate that does not wait for answers:
// what is late counts from when it was due. SERVE_LOAD is the rate a second; the figures are in
// docs/scale.md.
func TestLoad(t *testing.T) {
	rate, err := strconv.Atoi(os.Getenv("SERVE_LOAD"))
	if err != nil {
		t.Skip("SERVE_LOAD says no rate of requests")
	}
	const connections = 50
	duration := 10 * time.Second
	s := newSite(t, true, "", nil, twoMappings, "dev")
	d := &Decider{Source: s.source, MaxWait: 10 * time.Second, MutableTags: "warn", TTL: time.Hour, NegativeTTL: time.Hour, Entries: 100, Jobs: 4}
	server := New(d)
	server.CertFile, server.KeyFile = certificate(t, t.TempDir(), "load")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- server.ServeOn(ctx, listener) }()
	pem, err := os.ReadFile(server.CertFile)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	client := &http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}, MaxIdleConnsPerHost: connections, MaxConnsPerHost: connections, ForceAttemptHTTP2: false,
	}}
	url := "https://" + listener.Addr().String() + "/admission/v1"
	// A pod as they are: 4 kB, three containers of one image.
	image := s.image.Refs[0] + "@" + s.image.Digest
	body := []byte(admissionReview("CREATE", fmt.Sprintf(`{"kind": "Pod", "metadata": {"annotations": {"x": %q}}, "spec": {"containers": [{"image": %q}, {"image": %[2]q}, {"image": %[2]q}]}}`,
		strings.Repeat("y", 3500), image), "null"))
	one := func() error {
		r, err := client.Post(url, "application/json", bytes.NewReader(body))
		if err != nil {
			return err
		}
		defer r.Body.Close()
		text, err := io.ReadAll(r.Body)
		if err == nil && !bytes.Contains(text, []byte(`"allowed":true`)) {
			err = fmt.Errorf("denied: %s", text)
		}
		return err
	}
	for range connections {
		if err := one(); err != nil {
			t.Fatal(err)
		}
	}
	var (
		mu    sync.Mutex
		took  []time.Duration
		group sync.WaitGroup
	)
	due := make(chan time.Time, rate)
	for range connections {
		group.Go(func() {
			for at := range due {
				err := one()
				since := time.Since(at)
				mu.Lock()
				took = append(took, since)
				mu.Unlock()
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	begun, used := time.Now(), processorTime(t)
	for n := range int(duration.Seconds()) * rate {
		at := begun.Add(time.Duration(n) * time.Second / time.Duration(rate))
		time.Sleep(time.Until(at))
		due <- at
	}
	close(due)
	group.Wait()
	all := time.Since(begun)
	used = processorTime(t) - used
	slices.Sort(took)
	of := func(share float64) time.Duration { return took[int(share*float64(len(took)-1))] }
	load, _ := os.ReadFile("/proc/loadavg")
	t.Logf("%d requests in %s, %.0f a second; median %s, 90 %% %s, 99 %% %s, 99.9 %% %s, worst %s; %s of processor time each, client included; load of the machine %s",
		len(took), all.Round(time.Millisecond), float64(len(took))/all.Seconds(), of(.5), of(.9), of(.99), of(.999), of(1), used/time.Duration(len(took)), load)
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestCertificateReplaced holds that a certificate that is replaced is used by the next connection, without a
// gap, and that one that cannot be read leaves the one before.
func TestCertificateReplaced(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server := New(&Decider{Source: &fake{}, MaxWait: time.Second, MutableTags: "allow", TTL: time.Minute, NegativeTTL: time.Minute, Entries: 10, Jobs: 1})
	server.CertFile, server.KeyFile = certificate(t, dir, "first")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- server.ServeOn(ctx, listener) }()
	name := func() string {
		t.Helper()
		c, err := tls.Dial("tcp", listener.Addr().String(), &tls.Config{InsecureSkipVerify: true})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		return c.ConnectionState().PeerCertificates[0].Subject.CommonName
	}
	becomes := func(want string) {
		t.Helper()
		got := ""
		for range 40 {
			if got = name(); got == want {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
		t.Errorf("got the certificate of %s, want %s", got, want)
	}
	becomes("first")
	time.Sleep(10 * time.Millisecond) // file systems have coarse clocks
	certificate(t, dir, "second")
	becomes("second")
	if err := os.WriteFile(server.CertFile, []byte("half of it"), 0o600); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1500 * time.Millisecond)
	becomes("second")
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// certificate writes a certificate of 127.0.0.1 and its key.
func certificate(t *testing.T, dir, name string) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	text, err := x509.MarshalECPrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, "tls.crt"), filepath.Join(dir, "tls.key")
	for path, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "EC PRIVATE KEY", Bytes: text}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}
