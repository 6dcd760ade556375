package extract_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// fakeClamd finds the word "virus", takes files of 1 MB at most, and hangs up on
// those that say "mute". It counts the files that it was given whole.
func fakeClamd(t *testing.T) (address string, files func() int) {
	t.Helper()
	l, err := net.Listen("unix", filepath.Join(t.TempDir(), "s"))
	if err != nil {
		t.Fatal(err)
	}
	var (
		connections sync.WaitGroup
		mu          sync.Mutex
		count       int
	)
	connections.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			connections.Go(func() {
				defer conn.Close()
				in := bufio.NewReader(conn)
				command, err := in.ReadString(0)
				if err != nil {
					return
				}
				if command == "zVERSION\x00" {
					_, _ = io.WriteString(conn, "ClamAV 1.4.2/27500/Sun Jan  4 09:47:04 2026\x00")
					return
				}
				content, ok := inStream(in)
				if ok {
					mu.Lock()
					count++
					mu.Unlock()
				}
				answer := "stream: OK\x00"
				switch {
				case !ok:
					answer = "INSTREAM size limit exceeded. ERROR\x00"
				case strings.Contains(content, "mute"):
					answer = ""
				case strings.Contains(content, "virus"):
					answer = "stream: Test.Virus FOUND\x00"
				}
				_, _ = io.WriteString(conn, answer)
			})
		}
	})
	t.Cleanup(func() {
		l.Close()
		connections.Wait()
	})
	return "unix:" + l.Addr().String(), func() int {
		mu.Lock()
		defer mu.Unlock()
		return count
	}
}

// inStream is the content that a client streams; ok is false where it is too long.
func inStream(in io.Reader) (content string, ok bool) {
	var all bytes.Buffer
	for {
		var size uint32
		if err := binary.Read(in, binary.BigEndian, &size); err != nil || all.Len()+int(size) > 1<<20 {
			return "", false
		}
		if size == 0 {
			return all.String(), true
		}
		if _, err := io.CopyN(&all, in, int64(size)); err != nil {
			return "", false
		}
	}
}

// TestClamd reports what survives, once for each file.
func TestClamd(t *testing.T) {
	t.Parallel()
	address, files := fakeClamd(t)
	source := archiveOf(t, layers{
		{
			testimage.File("z", "a virus"), testimage.Hardlink("hard", "z"), testimage.Symlink("soft", "z"), testimage.File("gone", "a virus"),
			testimage.File("clean", "clean"), testimage.File("empty", ""), testimage.File("big", strings.Repeat("x", 4<<20)), testimage.File("mute", "mute"),
		},
		{testimage.File(".wh.gone", ""), testimage.File("more", strings.Repeat("x", 300<<10)+"virus")},
	})
	doc := mustExtract(t, extract.Options{Source: imageRef(source), Clamd: address, Needs: []document.Need{"malware"}})
	validate(t, doc)
	want := document.Malware{"clamav": {Scanner: "clamav", Version: "ClamAV 1.4.2, database 27500 of 2026-01-04", Findings: []document.MalwareFinding{
		{Path: "/hard", Signature: "Test.Virus"}, {Path: "/more", Signature: "Test.Virus"},
	}}}
	if diff := cmp.Diff(want, doc.Malware); diff != "" {
		t.Errorf("malware (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{
		"malware: /big: file is larger than clamd's StreamMaxLength",
		"malware: /mute: scanning with clamd: clamd closed the connection after 0 bytes of answer",
	}, problems(doc)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if got := files(); got != 5 {
		t.Errorf("clamd was given %d files, want 5", got)
	}
	again := mustExtract(t, extract.Options{Source: imageRef(source), Clamd: address, Needs: []document.Need{}})
	if diff := cmp.Diff(encode(t, doc), encode(t, again)); diff != "" {
		t.Errorf("with the address alone (-want +got):\n%s", diff)
	}
}

// TestClamdGone ends where clamd does not answer any more, and where it is not there.
func TestClamdGone(t *testing.T) {
	t.Parallel()
	address, files := fakeClamd(t)
	var many []testimage.Entry
	for range 100 {
		many = append(many, testimage.File("mute", "mute"))
	}
	source := archiveOf(t, layers{many})
	for _, test := range []struct {
		clamd   string
		offline bool
		want    string
	}{
		{clamd: address, want: "scanning with clamd: it did not answer for 10 files"},
		{clamd: "unix:/no/such", want: "asking clamd for its version: dial unix /no/such: connect: no such file or directory"},
		{clamd: "tcp:127.0.0.1:1", offline: true, want: "scanning with clamd at tcp:127.0.0.1:1: the network is not to be used"},
	} {
		_, err := extract.Extract(t.Context(), extract.Options{Source: imageRef(source), Clamd: test.clamd, Offline: test.offline})
		if err == nil || !strings.HasSuffix(err.Error(), test.want) {
			t.Errorf("got %v, want … %s", err, test.want)
		}
	}
	if got := files(); got != 10 {
		t.Errorf("clamd was given %d files, want 10", got)
	}
}
