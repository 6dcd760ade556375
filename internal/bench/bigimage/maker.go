package main

import (
	"archive/tar"
	"fmt"
	"math"
	"math/rand/v2"
	"os"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// maker makes the image, layer after layer.
type maker struct {
	*corpora
	scale  float64
	layout string
	r      *rand.Rand // of the layer being made
	layer  *layer
	err    error // the first one; nothing is written after it

	layers  []v1.Descriptor
	diffIDs []v1.Hash
	history []v1.History
	files   int
	bytes   int64

	status []byte        // of dpkg, so far
	debs   []*debPackage // installed so far
	npms   []named       // installed so far
	gems   []named
}

// named is a package with its version.
type named struct{ name, version string }

func newMaker(scale float64) *maker {
	return &maker{corpora: newCorpora(), scale: scale}
}

func (m *maker) write(layout string) error {
	if err := os.MkdirAll(blobs(layout), 0o755); err != nil {
		return fmt.Errorf("making the layout: %w", err)
	}
	m.layout = layout
	m.make("ADD rootfs.tar.xz / # buildkit", m.base)
	m.make("RUN /bin/sh -c apt-get update && apt-get install -y build-essential default-jre nginx php ruby # buildkit", m.installed)
	m.make("RUN /bin/sh -c rm -rf /usr/share/man && chmod 4755 /usr/local/bin/rootfind # buildkit", m.changes)
	m.make("COPY /srv /srv # buildkit", m.application)
	m.make("COPY home / # buildkit", m.secrets)
	if m.err != nil {
		return m.err
	}
	config := v1.ConfigFile{
		Architecture: "amd64", OS: "linux", Created: v1.Time{Time: epoch()}, History: m.history,
		RootFS: v1.RootFS{Type: "layers", DiffIDs: m.diffIDs},
		Config: v1.Config{
			User: "root", WorkingDir: "/srv/app", Entrypoint: []string{"/usr/bin/node"}, Cmd: []string{"index.js"},
			Env:          []string{"PATH=/usr/local/bin:/usr/bin:/bin", "NODE_ENV=production", "DB_PASSWORD=not-a-real-one"},
			ExposedPorts: map[string]struct{}{"22/tcp": {}, "8080/tcp": {}},
		},
	}
	return finishLayout(layout, config, m.layers)
}

// stored is how many bytes the layers have compressed.
func (m *maker) stored() (n int64) {
	for _, l := range m.layers {
		n += l.Size
	}
	return n
}

func (m *maker) make(createdBy string, fill func()) {
	if m.err != nil {
		return
	}
	m.r = rand.New(rand.NewPCG(uint64(len(m.layers)), 4))
	if m.layer, m.err = newLayer(m.layout); m.err != nil {
		return
	}
	fill()
	m.files += m.layer.files
	m.bytes += m.layer.bytes
	descriptor, diffID, err := m.layer.finish(m.layout)
	if m.err == nil {
		m.err = err
	}
	m.layers, m.diffIDs = append(m.layers, descriptor), append(m.diffIDs, diffID)
	m.history = append(m.history, v1.History{Created: v1.Time{Time: epoch()}, CreatedBy: createdBy, Comment: "buildkit.dockerfile.v0"})
}

// count is a number of things at the usual scale.
func (m *maker) count(n int) int { return max(1, int(float64(n)*m.scale)) }

// size is a random size with the given median: most are small, few are large.
func (m *maker) size(median int) int {
	return int(min(float64(median)*math.Exp(1.3*m.r.NormFloat64()), 30e6))
}

func (m *maker) put(h tar.Header, content []byte) {
	if m.err == nil {
		m.err = m.layer.put(h, content)
	}
}

func (m *maker) file(name string, mode int64, content []byte) {
	m.put(tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: mode}, content)
}

func (m *maker) text(name, content string) { m.file(name, 0o644, []byte(content)) }

func (m *maker) symlink(name, target string) {
	m.put(tar.Header{Typeflag: tar.TypeSymlink, Name: name, Linkname: target, Mode: 0o777}, nil)
}

func (m *maker) hardlink(name, target string) {
	m.put(tar.Header{Typeflag: tar.TypeLink, Name: name, Linkname: target[1:], Mode: 0o644}, nil)
}

func (m *maker) version() string {
	return fmt.Sprintf("%d.%d.%d", m.r.IntN(9), m.r.IntN(30), m.r.IntN(20))
}
