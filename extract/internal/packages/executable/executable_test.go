package executable

import (
	"bytes"
	"compress/zlib"
	"debug/buildinfo"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// scan passes data in blocks of size bytes.
func scan(t testing.TB, o Options, data []byte, size int) (*Facts, error) {
	t.Helper()
	s := NewScanner(o)
	for len(data) > 0 {
		n := min(size, len(data))
		if m, err := s.Write(data[:n]); m != n || err != nil {
			t.Fatalf("writing: %d, %v", m, err)
		}
		data = data[n:]
	}
	return s.Facts()
}

// program is an ELF file of nonsense with parts in it, as far from its beginning
// as asked.
func program(at int, parts ...string) []byte {
	noise := rand.New(rand.NewPCG(1, 2))
	data := []byte("\x7fELF")
	for len(data) < at {
		data = append(data, byte(noise.Uint32()))
	}
	for _, part := range parts {
		data = append(data, part...)
	}
	return append(data, bytes.Repeat([]byte{0x78, 0xda}, 50_000)...)
}

const modules = "path\texample.com/a\nmod\texample.com/a\t(devel)\t\n" +
	"dep\tgithub.com/b/c\tv1.2.3\th1:LGJ2mXZQTKbVPYbuxMGR3qhH6IAtVrlFEMPHmRWCmSU=\n" +
	"dep\tgithub.com/old/d\tv1.0.0\n=>\tgithub.com/new/d\tv1.0.1\th1:LGJ2mXZQTKbVPYbuxMGR3qhH6IAtVrlFEMPHmRWCmSU=\n" +
	"dep\tgithub.com/local/e\tv1.0.0\n=>\t./e\t(devel)\t\n" +
	"dep\tgithub.com/vendored/f\tv1.0.0\nbuild\t-compiler=gc\n"

func TestGo(t *testing.T) {
	t.Parallel()
	want := []Module{{"github.com/b/c", "v1.2.3"}, {"github.com/new/d", "v1.0.1"}, {"github.com/local/e", "v1.0.0"}, {"github.com/vendored/f", "v1.0.0"}}
	tests := []struct {
		name string
		data func(at int) []byte
		want []Module
		bad  bool
	}{
		{"module information", func(at int) []byte { return program(at, goStart, modules, goEnd) }, want, false},
		{"behind a mark that is none", func(at int) []byte { return program(at, goStart, "nothing", goStart, modules, goEnd) }, want, false},
		{"the last of two", func(at int) []byte {
			return program(at, goStart, "path\tx\n", goEnd, strings.Repeat("x", 70_000), goStart, modules, goEnd)
		}, want, false},
		{"no program", func(at int) []byte { return append([]byte("text"), program(at, goStart, modules, goEnd)...) }, nil, false},
		{"no end", func(at int) []byte { return program(at, goStart, modules) }, nil, false},
		{"no Go", func(at int) []byte { return program(at) }, nil, false},
		{"malformed", func(at int) []byte { return program(at, goStart, "path\tx\ndep\tx\n", goEnd) }, nil, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			// Around the end of the first window, and in blocks around its size.
			for at := window - 20; at < window+overlap+20; at += 61 {
				for _, size := range []int{1000, window, window + overlap + 1, 1 << 20} {
					got, err := scan(t, Options{Go: true}, test.data(at), size)
					if (err != nil) != test.bad {
						t.Fatalf("got the error %v", err)
					}
					if diff := cmp.Diff(test.want, got.Go); diff != "" {
						t.Fatalf("at %d in blocks of %d: %s", at, size, diff)
					}
				}
			}
		})
	}
}

// TestGoBuildInfo compares a real program with what the standard library finds by
// its sections: the test's own binary, and the go command.
func TestGoBuildInfo(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	files := []string{self}
	if command, err := exec.LookPath("go"); err == nil {
		if command, err = filepath.EvalSymlinks(command); err == nil {
			files = append(files, command)
		}
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		info, err := buildinfo.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var want []Module
		for _, m := range info.Deps {
			if m.Replace != nil {
				m = m.Replace
			}
			if m.Sum != "" {
				want = append(want, Module{m.Path, m.Version})
			}
		}
		got, err := scan(t, Options{Go: true, Rust: true}, data, 32<<10)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got.Go); diff != "" {
			t.Errorf("%s: %s", file, diff)
		}
	}
}

func deflated(t testing.TB, level int, text string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, level)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestRust(t *testing.T) {
	t.Parallel()
	list := `{"packages":[{"name":"adler","version":"1.0.2","source":"registry"},{"name":"app","version":"0.1.0","source":"local","root":true},` +
		`{"name":"cc","version":"1.0.0","source":"crates.io","kind":"build"},{"name":"libc","version":"0.2.1","source":"crates.io","kind":"runtime"}]}`
	want := []Crate{{"adler", "1.0.2"}, {"app", "0.1.0"}, {"libc", "0.2.1"}}
	for level := range 10 {
		section := deflated(t, level, list)
		for at := window - 100; at < window+overlap+100; at += 97 {
			for _, size := range []int{1000, window, 1 << 20} {
				got, err := scan(t, Options{Rust: true}, program(at, section, "\x00.text\x00.dep-v0\x00"), size)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, got.Rust); diff != "" {
					t.Fatalf("level %d at %d in blocks of %d: %s", level, at, size, diff)
				}
			}
		}
	}
}

func TestRustBroken(t *testing.T) {
	t.Parallel()
	section := deflated(t, 9, `{"packages":[{"name":"a","version":"1"},`+strings.Repeat(`{"name":"b","version":"2"},`, 100)+`]`)
	tests := []struct {
		name string
		data []byte
		bad  bool
	}{
		{"without the section's name", program(100, section), false},
		{"malformed JSON", program(100, section, rustSection), true},
		{"cut off", append([]byte("\x7fELF.dep-v0 "), section[:len(section)-20]...), true},
		{"decompresses to too much", program(100, deflated(t, 9, rustBegin+strings.Repeat(" ", maxRustList)), rustSection), true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := scan(t, Options{Rust: true}, test.data, 4096)
			if (err != nil) != test.bad || len(got.Rust) != 0 {
				t.Errorf("got %v, %v", got.Rust, err)
			}
		})
	}
}

func TestRuntime(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, file, text, want string
	}{
		{"python", "/usr/bin/python3.11", "x\n\x00Python 3.11.2 (main)\x00\n3.11.9\n", "3.11.2"},
		{"last of the first line", "/usr/bin/python3.11", "3.11.\n3.11.1 3.11.2+x 3.11.x\n3.11.3", "3.11.2"},
		{"library", "/usr/lib/libpython3.9.so.1.0", "3.9.18rc1_x", "3.9.18rc1_x"},
		{"points are points", "/usr/bin/python3.11", "3211.5\n3.11.2", "3.11.2"},
		{"go", "/usr/local/go/bin/go", "mongo1\ngo1.22.3\n", "1.22.3"},
		{"go, beta", "/go/VERSION", "go1.21rc2\ntime 2023", "1.21rc2"},
		{"busybox", "/bin/busybox", "x\nBusyBox v1.x\nBusyBox v1.36.1 (2023-05-18)\n", "1.36.1"},
		{"nothing", "/bin/busybox", "x\n", ""},
		{"other name", "/bin/python3", "3.11.2", ""},
		{"other name", "/bin/python3.11-config", "3.11.2", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			for at := 0; at < window+overlap+20; at += 611 {
				for _, size := range []int{1000, window + overlap + 1} {
					data := append(bytes.Repeat([]byte{'-'}, at), test.text...)
					data = append(data, bytes.Repeat([]byte("\n"), 3000)...)
					got, err := scan(t, Options{Runtime: RuntimeOf(test.file)}, data, size)
					if err != nil || got.Runtime != test.want {
						t.Fatalf("at %d in blocks of %d: got %q, %v, want %q", at, size, got.Runtime, err, test.want)
					}
				}
			}
		})
	}
}

func FuzzScanner(f *testing.F) {
	f.Add(program(10, goStart, modules, goEnd)[:2000], 7)
	f.Add(program(10, deflated(f, 9, `{"packages":[{"name":"a","version":"1"}]}`), rustSection)[:2000], 100)
	f.Add([]byte("\x7fELF python 3.11.2\n"), 3)
	f.Fuzz(func(t *testing.T, data []byte, size int) {
		o := Options{Go: true, Rust: true, Runtime: RuntimeOf("python3.11")}
		// How the content is cut into blocks must not matter, but for the first
		// one: it decides whether the file is a program.
		got, gotErr := scan(t, o, data, 4+size&0xffff)
		want, wantErr := scan(t, o, data, len(data)+1)
		if (gotErr == nil) != (wantErr == nil) {
			t.Fatalf("got %v, want %v", gotErr, wantErr)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

func BenchmarkScanner(b *testing.B) {
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	data, err := os.ReadFile(self)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := scan(b, Options{Go: true, Rust: true}, data, 32<<10); err != nil {
			b.Fatal(err)
		}
	}
}
