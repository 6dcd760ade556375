package extract

import (
	"slices"
	"strings"
	"sync/atomic"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/squash"
)

// databases guesses which package database an image has from the names that have
// streamed by, so that files are not hashed with each algorithm that some database
// uses. What it gets wrong is read again; layers that are read before anything is
// known are hashed with all of them.
type databases struct {
	seen       atomic.Uint32 // layer.Algorithms of the databases that are there, and known
	apkDigests bool
}

const known = 1 << 31

// see looks at the path of an entry. What tells the databases apart stands in etc,
// which most archives have before usr.
func (d *databases) see(path string) {
	if !strings.HasPrefix(path, "etc/") && !strings.HasPrefix(path, "var/lib/") && !strings.HasPrefix(path, "lib/apk/") {
		return
	}
	for _, database := range []struct {
		algorithm layer.Algorithms
		prefixes  []string
	}{
		{layer.MD5, []string{"etc/debian_version", "etc/dpkg/", "var/lib/dpkg/"}},
		{d.apk(), []string{"etc/alpine-release", "etc/apk/", "lib/apk/"}},
		{layer.SHA256, []string{"etc/dnf/", "etc/rpm/", "etc/yum.repos.d/", "etc/zypp/", "var/lib/rpm/"}},
	} {
		if slices.ContainsFunc(database.prefixes, func(p string) bool { return strings.HasPrefix(path, p) }) {
			d.seen.Or(uint32(database.algorithm) | known)
		}
	}
}

// apk is the algorithm of apk's digests, none where they are not used.
func (d *databases) apk() layer.Algorithms {
	if d.apkDigests {
		return layer.SHA1
	}
	return 0
}

// algorithms are those that the manifests probably have.
func (d *databases) algorithms() layer.Algorithms {
	seen := d.seen.Load()
	if seen&known == 0 {
		return layer.MD5 | layer.SHA256 | d.apk()
	}
	return layer.Algorithms(seen &^ known)
}

// manifestDigests gives the files that manifests list the digests to compare with.
func (r *rootfs) manifestDigests(doc *document.Document) error {
	type listed struct {
		file *document.File
		node *squash.Node
		sums layer.Algorithms
	}
	var files []listed
	wants := map[*squash.Node]layer.Want{}
	for _, p := range doc.Packages {
		for _, f := range p.Files {
			sums := comparable(p.Type, f)
			if sums == 0 {
				continue
			}
			i, ok := slices.BinarySearchFunc(r.found, f.Path, func(found squash.Found, path string) int { return strings.Compare(found.Path, path) })
			if !ok || r.found[i].Node.Kind() != layer.File {
				continue
			}
			node := r.found[i].Node
			files = append(files, listed{doc.Files[f.Path], node, sums})
			wants[node] = layer.Want{Sums: wants[node].Sums | sums}
		}
	}
	if err := r.fetch(wants); err != nil {
		return err
	}
	for _, f := range files {
		setSum(&f.file.SHA256, f.sums&layer.SHA256, f.node.Entry.Sums.SHA256)
		setSum(&f.file.SHA1, f.sums&layer.SHA1, f.node.Entry.Sums.SHA1)
		setSum(&f.file.MD5, f.sums&layer.MD5, f.node.Entry.Sums.MD5)
	}
	return nil
}

// packaged says whether a package of a distribution may own the path of an entry: one
// in a directory of the system, and not of the machine's administrator (FHS 3, and
// 4.9 for /usr/local). A manifest that says otherwise costs another reading.
func packaged(path string) bool {
	top, _, _ := strings.Cut(path, "/")
	switch top {
	case "bin", "boot", "etc", "lib", "lib32", "lib64", "libx32", "opt", "root", "sbin", "usr", "var":
		return !strings.HasPrefix(path, "usr/local/")
	}
	return false
}

// comparable is the algorithm of an entry's digest, 0 where it is not compared:
// Anchore has SHA-1 digests of the files of Alpine's images only
// (compatibility.md#file-digests).
func comparable(packageType string, f document.PackageFile) layer.Algorithms {
	if f.Digest == nil || f.DigestAlgorithm == nil {
		return 0
	}
	sum := algorithm("files." + *f.DigestAlgorithm)
	if sum == layer.SHA1 && packageType != document.PackageAPK {
		return 0
	}
	return sum
}
