package source_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/extract/source"
)

// inDirectory changes to a directory that has files, each "NAME" or "NAME/" and its text.
func inDirectory(t *testing.T, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
}

func TestParse(t *testing.T) {
	inDirectory(t, map[string]string{
		"image.tar": "", "img tar": "", "facts.json": "{}", "layout/oci-layout": "{}", "layout/index.json": "{}",
		"root/etc/passwd": "", "root/usr/bin/x": "", "src/main.go": "", "nginx:1.27/x": "", "Image.tar": "", "a:b/index.json": "{}", "alpine": "",
	})
	tests := []struct{ text, scheme, argument, pick string }{
		{"archive:image.tar", "archive", "image.tar", ""},
		{"archive:no.tar", "archive", "no.tar", ""},
		{"oci:layout", "oci", "layout", ""},
		{"oci:layout:1.0", "oci", "layout", ":1.0"},
		{"oci:layout@sha256:00", "oci", "layout", "@sha256:00"},
		{"oci:a:b", "oci", "a:b", ""},
		{"registry:docker.io/library/alpine:3.20", "registry", "docker.io/library/alpine:3.20", ""},
		{"registry:alpine:3.20", "registry", "alpine:3.20", ""},
		{"registry:alpine", "registry", "alpine", ""},
		{"daemon:alpine", "daemon", "alpine", ""},
		{"dir:root", "dir", "root", ""},
		{"input:facts.json", "input", "facts.json", ""},
		{"-", source.Stdin, "", ""},
		// NAME:TAG is a reference, whatever the name is.
		{"registry:2", "registry", "registry:2", ""},
		{"registry:2.8.3", "registry", "registry:2.8.3", ""},
		{"registry:latest", "registry", "registry:latest", ""},
		{"docker:dind", "registry", "docker:dind", ""},
		{"docker:27-cli", "registry", "docker:27-cli", ""},
		{"containerd:1.7", "registry", "containerd:1.7", ""},
		{"air:1.0", "registry", "air:1.0", ""},
		{"ubuntu:24.04@sha256:" + strings.Repeat("0", 64), "registry", "ubuntu:24.04@sha256:" + strings.Repeat("0", 64), ""},
		{"localhost:5000/a/b:1", "registry", "localhost:5000/a/b:1", ""},
		{"docker:5000/a", "registry", "docker:5000/a", ""},
		{"registry.example.com:443/a@sha256:" + strings.Repeat("0", 64), "registry", "registry.example.com:443/a@sha256:" + strings.Repeat("0", 64), ""},
		// What can be nothing but a path is read by what lies there.
		{"./image.tar", "archive", "./image.tar", ""},
		{"img tar", "archive", "img tar", ""},
		{"Image.tar", "archive", "Image.tar", ""},
		{"./facts.json", "input", "./facts.json", ""},
		{"./layout", "oci", "./layout", ""},
		{"./layout:1.0", "oci", "./layout", ":1.0"},
		{"./root", "dir", "./root", ""},
		{"./root/../layout", "oci", "./root/../layout", ""},
	}
	for _, test := range tests {
		r, err := source.Parse(test.text)
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		if argument := r.Path + r.Reference; r.Scheme != test.scheme || argument != test.argument || r.Pick != test.pick || r.String() != test.text {
			t.Errorf("%s: got %s %s %s, want %s %s %s", test.text, r.Scheme, argument, r.Pick, test.scheme, test.argument, test.pick)
		}
	}
	if r, err := source.Parse(""); err != nil || !r.IsZero() {
		t.Errorf("no text: got %v, %v, want the zero Ref", r, err)
	}
}

func TestParseErrors(t *testing.T) {
	inDirectory(t, map[string]string{"image.tar": "", "src/main.go": "", "nginx:1.27/x": "", "alpine": "", "layout/oci-layout": "", "Dockerfile": "FROM scratch\n"})
	tests := []struct{ text, want string }{
		{"archive:", "nothing follows the scheme (archive:FILE)"},
		{"docker-archive:image.tar", "write archive:image.tar"},
		{"docker-archive:gone.tar", "write archive:gone.tar"},
		{"oci-archive:image.tar:1", "write archive:image.tar:1"},
		{"docker-daemon:alpine:3", "write daemon:alpine:3"},
		{"containers-storage:localhost/a", "write daemon:localhost/a"},
		{"docker://alpine:3", "write registry:alpine:3"},
		{"docker://registry.example.com/a:3", "write registry:registry.example.com/a:3"},
		{"tar:image.tar", "write archive:image.tar"},
		{"file:image.tar", "write archive:image.tar"},
		{"file:///srv/image.tar", "scheme of other tools"},
		{"oci-dir:layout", "write oci:layout"},
		{"rootfs:./x", "write dir:./x"},
		{"https://registry.example.com/a", "unknown scheme https:"},
		{"s3://bucket/image.tar", "unknown scheme s3:"},
		{"quay://a/b", "unknown scheme quay:"},
		{"xyz:./image.tar", "unknown scheme xyz:"},
		{"xyz:/srv/image", "unknown scheme xyz:"},
		{"achive:image.tar", "did you mean archive:image.tar?"},
		{"Archive:image.tar", "did you mean archive:image.tar?"},
		{"deamon:alpine", "did you mean daemon:alpine?"},
		{"imput:facts.json", "did you mean input:facts.json?"},
		{"OCI:layout", "did you mean oci:layout?"},
		{"oic:layout", "did you mean oci:layout?"},
		{"nginx:1.27", "write ./nginx:1.27 for the path or registry:nginx:1.27 for the image"},
		{"alpine", "write archive:alpine for the path or registry:alpine:latest for the image"},
		{"layout", "write oci:layout for the path or registry:layout:latest for the image"},
		{"./gone.tar", "no such file"},
		{"./src", "neither an OCI layout nor a root filesystem"},
		{"Dockerfile", "for a Dockerfile, write -D Dockerfile"},
		{"./Dockerfile", "for a Dockerfile, write -D ./Dockerfile"},
		{"Gone.tar", "neither a valid reference nor an existing file"},
		{"a b", "neither a valid reference nor an existing file"},
	}
	for _, test := range tests {
		if r, err := source.Parse(test.text); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %+v, %v, want … %s", test.text, r, err, test.want)
		}
	}
}

// TestSchemes holds that each example of the table is one of its scheme.
func TestSchemes(t *testing.T) {
	for _, s := range source.Schemes() {
		if r, err := source.Parse(s.Example); err != nil || r.Scheme != s.Name || !strings.HasPrefix(s.Usage(), s.Name+":") || s.Help == "" {
			t.Errorf("%+v: got %+v, %v", s, r, err)
		}
	}
}

// FuzzParse holds that a text is either refused or kept, and that no scheme of another tool gets
// through to a registry.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"-", "archive:x", "oci:x@sha256:0", "docker://a", "registry:2", "./x", "a:5000/b:1@sha256:00", `C:\x`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := source.Parse(text)
		if err != nil {
			return
		}
		if r.String() != text {
			t.Errorf("got %q of %q", r, text)
		}
		if r.Scheme == "registry" && strings.Contains(r.Reference, "://") {
			t.Errorf("%q goes to a registry", text)
		}
	})
}
