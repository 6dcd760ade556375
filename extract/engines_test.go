package extract_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/moby/moby/client"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/enginetest"
	"github.com/pratique-dev/pratique/internal/testimage"
)

const comparedName = "example.test/odd/image:1.2"

// odd is an image that engines can load and that has what they handle differently.
func odd() *testimage.Builder {
	file, dir, sym, hard := testimage.File, testimage.Dir, testimage.Symlink, testimage.Hardlink
	return testimage.New().Reference(comparedName).Layer(
		dir("etc"), file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n"), file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000::/:/bin/sh\n"),
		dir("usr"), dir("usr/bin"), file("usr/bin/su", "su").As(0o4755, 0, 0), sym("bin", "usr/bin"), dir("var"), dir("var/lib"), dir("var/lib/dpkg"),
		file("var/lib/dpkg/status", "Package: a\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n\n"),
		dir("gone"), file("gone/a", "1"), file("gone/b", "2"), dir("opaque"), file("opaque/a", "1"), dir("opaque/deep"), file("opaque/deep/b", "2"),
		dir("becomes"), file("becomes/a", "1"), file("was", "a file"), file("linked", "x"), file("kept", key),
	).By("/bin/sh -c #(nop) ADD file:0 in / ").Layer(
		testimage.Whiteout("gone"), testimage.Opaque("opaque"), file("opaque/c", "3"), testimage.Whiteout("becomes"), file("becomes", "a file now"),
		testimage.Whiteout("was"), dir("was"), file("was/below", "1"), hard("link", "linked"), file("linked", "y").As(0o640, 1000, 1000),
	).Layer(
		dir("srv"), file("srv/package.json", manifest), file("srv/"+strings.Repeat("long-name-", 12)+"/"+strings.Repeat("and-longer-", 10), "x"), file("srv/ä b", "x"),
		testimage.Fifo("srv/pipe"), testimage.Whiteout("kept"), file("srv/a=b\\x41", "x"),
	).Step("USER app").Step("EXPOSE map[8080/tcp:{}]").Step(`CMD ["/bin/sh"]`).Config(func(c *v1.Config) {
		c.User, c.Cmd, c.ExposedPorts, c.Labels = "app", []string{"/bin/sh"}, map[string]struct{}{"8080/tcp": {}}, map[string]string{"l": "1"}
		c.Env = []string{"PATH=/bin", "A=b"}
	})
}

// comparedFacts is a document without what tells how the image was stored: its reference, its manifest and how
// its layers were compressed.
func comparedFacts(t *testing.T, o extract.Options) string {
	t.Helper()
	doc := mustExtract(t, o)
	validate(t, doc)
	doc.Image.Reference, doc.Image.Digest, doc.Image.ParentDigest, doc.Image.CompressedSize, doc.Image.Annotations = "", nil, nil, nil, nil
	for i := range doc.Image.Layers {
		l := &doc.Image.Layers[i]
		l.Digest, l.CompressedSize, l.MediaType = "", 0, ""
	}
	text, err := json.MarshalIndent(doc, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// comparedImages are archives of images by name: the odd one and those of the shared corpus that a daemon
// can load.
func comparedImages(t *testing.T) map[string]string {
	t.Helper()
	return map[string]string{comparedName: strings.TrimPrefix(saved(t, odd()), "archive:")}
}

// TestDaemon wants a real Docker daemon to give the facts of the archive that it has loaded.
func TestDaemon(t *testing.T) {
	t.Setenv("DOCKER_HOST", enginetest.Dockerd(t))
	docker, err := client.New(client.FromEnv)
	if err != nil {
		t.Fatal(err)
	}
	defer docker.Close()
	for _, archive := range comparedImages(t) {
		file, err := os.Open(archive)
		if err != nil {
			t.Fatal(err)
		}
		loaded, err := docker.ImageLoad(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		var answer bytes.Buffer
		_, err = io.Copy(&answer, loaded)
		_ = file.Close() // which the client may have done
		if err := errors.Join(err, loaded.Close()); err != nil {
			t.Fatal(err)
		}
		_, name, ok := strings.Cut(answer.String(), "Loaded image: ")
		if !ok {
			t.Fatalf("loading %s: %s", archive, answer.String())
		}
		name, _, _ = strings.Cut(name, `\n`)
		want := comparedFacts(t, extract.Options{Source: imageRef("archive:" + archive), Tag: name})
		if diff := cmp.Diff(want, comparedFacts(t, extract.Options{Source: imageRef("daemon:" + name)})); diff != "" {
			t.Errorf("%s (-archive +daemon):\n%s", name, diff)
		}
		// What it does not have it says.
		if _, err := extract.Extract(t.Context(), extract.Options{Source: imageRef("daemon:" + name), Platform: "linux/s390x"}); err == nil || !strings.Contains(err.Error(), "linux/s390x") {
			t.Errorf("another platform: got %v", err)
		}
	}
	if _, err := extract.Extract(t.Context(), extract.Options{Source: imageRef("daemon:no/such:image")}); err == nil {
		t.Error("an image that is not there: got no error")
	}
}

// TestSkopeo wants the forms into which skopeo copies an image to have its facts: OCI layouts, archives
// and a registry that asks for a password over TLS.
func TestSkopeo(t *testing.T) {
	t.Parallel()
	skopeo := enginetest.Tool(t, "skopeo")
	registry := enginetest.SecureRegistry(t)
	dir := t.TempDir()
	certs := filepath.Join(dir, "certs")
	if err := os.MkdirAll(certs, 0o700); err != nil {
		t.Fatal(err)
	}
	ca, err := os.ReadFile(registry.CAFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(certs, "ca.crt"), ca, 0o600); err != nil {
		t.Fatal(err)
	}
	credentials := registry.Username + ":" + registry.Password
	i := 0
	for name, archive := range comparedImages(t) {
		i++
		from := "docker-archive:" + archive
		pushed := fmt.Sprintf("%s/team/image-%d:v1", registry.Address, i)
		layout, ociArchive, dockerArchive := filepath.Join(dir, fmt.Sprint("layout", i)), filepath.Join(dir, fmt.Sprint(i, ".oci.tar")), filepath.Join(dir, fmt.Sprint(i, ".docker.tar"))
		copied := func(to string, args ...string) {
			enginetest.Run(t, nil, skopeo, append([]string{"copy", "--quiet", "--insecure-policy", from, to}, args...)...)
		}
		copied("oci:"+layout+":v1", "--dest-oci-accept-uncompressed-layers")
		copied("oci-archive:" + ociArchive + ":v1")
		copied("docker-archive:" + dockerArchive + ":" + name)
		copied("docker://"+pushed, "--dest-creds", credentials, "--dest-cert-dir", certs)
		want := comparedFacts(t, extract.Options{Source: imageRef("archive:" + archive), Tag: name})
		for _, o := range []extract.Options{
			{Source: imageRef("oci:" + layout)}, {Source: imageRef("oci:" + layout + ":v1"), Platform: "linux/x86_64"}, {Source: imageRef("oci:" + ociArchive)}, {Source: imageRef("archive:" + dockerArchive)},
			{Source: imageRef("registry:" + pushed), CAFile: registry.CAFile, Username: registry.Username, Password: registry.Password},
		} {
			o.Tag = name
			got := comparedFacts(t, o)
			// A configuration in OCI's form is another file.
			if diff := cmp.Diff(withoutID(want), withoutID(got)); diff != "" {
				t.Errorf("%s (-archive +%s):\n%s", name, o.Source, diff)
			}
		}
		for what, o := range map[string]extract.Options{
			"no password":         {CAFile: registry.CAFile},
			"a wrong password":    {CAFile: registry.CAFile, Username: registry.Username, Password: "no"},
			"no certificate":      {Username: registry.Username, Password: registry.Password},
			"a wrong platform":    {CAFile: registry.CAFile, Username: registry.Username, Password: registry.Password, Platform: "linux/arm64"},
			"without the network": {Offline: true},
		} {
			o.Source = imageRef("registry:" + pushed)
			if _, err := extract.Extract(t.Context(), o); err == nil || strings.Contains(err.Error(), registry.Password) {
				t.Errorf("%s: got %v", what, err)
			}
		}
		copied("dir:" + filepath.Join(dir, fmt.Sprint("copy", i)))
		if _, err := extract.Extract(t.Context(), extract.Options{Source: imageRef("dir:" + filepath.Join(dir, fmt.Sprint("copy", i)))}); err == nil {
			t.Error("a copy of skopeo's was taken for a root filesystem")
		}
	}
}

func withoutID(facts string) string {
	var kept []string
	for line := range strings.Lines(facts) {
		if !strings.HasPrefix(line, `  "id": `) {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

// TestPasswordFile pulls with the credentials that docker login has stored.
func TestPasswordFile(t *testing.T) {
	skopeo := enginetest.Tool(t, "skopeo")
	registry := enginetest.SecureRegistry(t)
	archive := strings.TrimPrefix(saved(t, odd()), "archive:")
	pushed := registry.Address + "/image:v1"
	enginetest.Run(t, nil, skopeo, "copy", "--quiet", "--insecure-policy", "docker-archive:"+archive, "docker://"+pushed,
		"--dest-creds", registry.Username+":"+registry.Password, "--dest-tls-verify=false")
	stored := func(password string) {
		auth := base64.StdEncoding.EncodeToString([]byte(registry.Username + ":" + password))
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "config.json"), fmt.Appendf(nil, `{"auths": {%q: {"auth": %q}}}`, registry.Address, auth), 0o600); err != nil {
			t.Fatal(err)
		}
		t.Setenv("DOCKER_CONFIG", dir)
	}
	o := extract.Options{Source: imageRef("registry:" + pushed), CAFile: registry.CAFile, Needs: []document.Need{"image"}}
	stored(registry.Password)
	if doc := mustExtract(t, o); doc.Image.Digest == nil {
		t.Error("got no digest")
	}
	stored("wrong")
	if _, err := extract.Extract(t.Context(), o); err == nil {
		t.Error("got no error with a wrong password")
	}
}

// TestBuildah builds images with buildah, and wants its forms to agree, and the history to say what the Dockerfile
// says.
func TestBuildah(t *testing.T) {
	t.Parallel()
	buildah := enginetest.Tool(t, "buildah")
	enginetest.Root(t)
	dir := t.TempDir()
	const text = `FROM scratch
ARG V=1
ENV A=b C="d e"
COPY passwd /etc/passwd
LABEL l=x m="y z"
user app:app
EXPOSE 8080 53/udp
VOLUME /data
WORKDIR /srv
STOPSIGNAL SIGQUIT
HEALTHCHECK --interval=5s CMD true || exit 1
ENTRYPOINT ["/a", "b c"]
CMD ["d"]
`
	for name, content := range map[string]string{"Dockerfile": text, "passwd": "root:x:0:0::/:\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	storage := []string{"--storage-driver", "vfs", "--root", filepath.Join(dir, "root"), "--runroot", filepath.Join(dir, "run")}
	run := func(args ...string) {
		enginetest.Run(t, []string{"TMPDIR=" + dir}, buildah, append(slices.Clone(storage), args...)...)
	}
	for _, format := range []string{"docker", "oci"} {
		image := "localhost/test-" + format + ":1"
		run("bud", "--isolation", "chroot", "--format", format, "--layers", "--timestamp", "10", "-t", image, "-f", filepath.Join(dir, "Dockerfile"), dir)
		archive, layout := filepath.Join(dir, format+".tar"), filepath.Join(dir, format+"-layout")
		run("push", "--quiet", image, "docker-archive:"+archive+":"+image)
		run("push", "--quiet", image, "oci:"+layout+":1")
		sources := []string{"archive:" + archive, "oci:" + layout}
		want := comparedFacts(t, extract.Options{Source: imageRef(sources[0]), Tag: image})
		got := comparedFacts(t, extract.Options{Source: imageRef(sources[1]), Tag: image})
		if diff := cmp.Diff(settled(t, want), settled(t, got)); diff != "" {
			t.Errorf("%s (-archive +layout):\n%s", format, diff)
		}
		doc := mustExtract(t, extract.Options{Source: imageRef(sources[0])})
		actual := mustExtract(t, extract.Options{Source: imageRef(sources[0]), Dockerfile: &extract.DockerfileOptions{Path: "Dockerfile", Contents: []byte(text)}})
		if diff := cmp.Diff(settingsIn(actual), settingsIn(doc)); diff != "" {
			t.Errorf("%s: instructions (-Dockerfile +history):\n%s", format, diff)
		}
		for _, d := range []*document.Document{doc, actual} {
			for _, p := range d.Problems {
				// A configuration of OCI has no health check.
				if p.Section == "dockerfile" && !strings.Contains(p.Message, "health check") {
					t.Errorf("%s: %s", format, p.Message)
				}
			}
		}
	}
}

// settled are facts without the image's id, the problems, and what of the configuration only one of
// the two forms has.
func settled(t *testing.T, facts string) map[string]any {
	t.Helper()
	var doc map[string]any
	if err := json.Unmarshal([]byte(facts), &doc); err != nil {
		t.Fatal(err)
	}
	delete(doc, "problems")
	image := doc["image"].(map[string]any)
	delete(image, "id")
	config := map[string]any{}
	for key, value := range image["config"].(map[string]any) {
		switch key {
		case "User", "ExposedPorts", "Env", "Entrypoint", "Cmd", "Labels", "Volumes", "WorkingDir", "StopSignal":
			config[key] = value
		}
	}
	image["config"] = config
	return doc
}

// settingsIn are the instructions of a Dockerfile but those whose text a history changes.
func settingsIn(doc *document.Document) []string {
	var list []string
	for _, i := range doc.Dockerfile.Instructions {
		switch i.Instruction {
		case "FROM", "COPY", "ADD", "RUN", "ARG":
		default:
			list = append(list, fmt.Sprintf("%s %q %v", i.Instruction, i.Arguments, i.JSONForm))
		}
	}
	return list
}

// TestUmoci unpacks random layers with umoci, and wants to find the same files as in its root filesystem.
func TestUmoci(t *testing.T) {
	t.Parallel()
	umoci := enginetest.Tool(t, "umoci")
	enginetest.Root(t)
	for seed := range uint64(40) {
		layers := randomLayers(seed)
		b := testimage.New().Reference("x:1")
		for _, l := range layers {
			b.Layer(l...)
		}
		dir := t.TempDir()
		layout, bundle := filepath.Join(dir, "layout"), filepath.Join(dir, "bundle")
		if err := b.OCI(layout); err != nil {
			t.Fatal(err)
		}
		enginetest.Run(t, nil, umoci, "unpack", "--image", layout+":"+tagOf(t, layout), bundle)
		want := mustExtract(t, extract.Options{Source: imageRef("dir:" + filepath.Join(bundle, "rootfs")), Needs: []document.Need{"files", "files.sha256"}})
		got := mustExtract(t, extract.Options{Source: imageRef("oci:" + layout), Needs: []document.Need{"files", "files.sha256"}})
		if diff := cmp.Diff(entriesOf(want), entriesOf(got)); diff != "" {
			t.Fatalf("seed %d, layers %v (-umoci +extract):\n%s", seed, shape(layers), diff)
		}
	}
}

// tagOf is the one tag of a layout.
func tagOf(t *testing.T, layout string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(layout, "index.json"))
	if err != nil {
		t.Fatal(err)
	}
	var index struct {
		Manifests []struct{ Annotations map[string]string }
	}
	if err := json.Unmarshal(data, &index); err != nil {
		t.Fatal(err)
	}
	return index.Manifests[0].Annotations["org.opencontainers.image.ref.name"]
}

// randomLayers are layers of few names, so that they meet.
func randomLayers(seed uint64) [][]testimage.Entry {
	random := rand.New(rand.NewPCG(seed, 1))
	names := []string{"a", "b", "c", "a/a", "a/b", "b/a", "b/b", "c/a", "a/a/a", "a/a/b", "b/a/a"}
	var all [][]testimage.Entry
	for range 1 + random.IntN(4) {
		var l []testimage.Entry
		seen := map[string]bool{}
		add := func(e testimage.Entry, name string) {
			if !seen[name] {
				seen[name] = true
				l = append(l, e)
			}
		}
		chosen := slices.Clone(names)
		random.Shuffle(len(chosen), func(i, j int) { chosen[i], chosen[j] = chosen[j], chosen[i] })
		chosen = chosen[:1+random.IntN(6)]
		slices.Sort(chosen) // parents first, as builders write them
		for _, name := range chosen {
			// What is below something of this layer needs a directory there.
			possible := true
			for i, c := range name {
				if above := name[:i]; c == '/' && possible {
					add(testimage.Dir(above).Mode(0o755), above)
					possible = isDir(l, above)
				}
			}
			if !possible {
				continue
			}
			switch random.IntN(8) {
			case 0, 1:
				add(testimage.Dir(name).Mode([]int64{0o700, 0o755, 0o1777}[random.IntN(3)]), name)
			case 2:
				add(testimage.Whiteout(name), name)
			case 3:
				add(testimage.Dir(name), name)
				if isDir(l, name) {
					add(testimage.Opaque(name), name+"/.wh..wh..opq")
				}
			default:
				add(testimage.File(name, strconv.Itoa(random.IntN(3))).Mode([]int64{0o644, 0o4755}[random.IntN(2)]), name)
			}
		}
		all = append(all, l)
	}
	return all
}

func isDir(l []testimage.Entry, name string) bool {
	for _, e := range l {
		if strings.TrimSuffix(e.Name(), "/") == name {
			return strings.HasSuffix(e.Name(), "/")
		}
	}
	return false
}

func shape(layers [][]testimage.Entry) [][]string {
	var all [][]string
	for _, l := range layers {
		var names []string
		for _, e := range l {
			names = append(names, e.Name())
		}
		all = append(all, names)
	}
	return all
}

// entriesOf are the files without times and layers. The mode of a directory that no layer has an entry for is the
// unpacker's.
func entriesOf(doc *document.Document) map[string]string {
	entries := map[string]string{}
	for path, f := range doc.Files {
		sum := ""
		if f.SHA256 != nil {
			sum = *f.SHA256
		}
		size := f.Size
		if f.Type == document.TypeDir {
			size = 0
		}
		entries[path] = fmt.Sprintf("%s %o %d %s", f.Type, f.Mode, size, sum)
	}
	return entries
}
