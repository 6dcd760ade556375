package rpm

import (
	"errors"
	"fmt"
	"math"
	"path"
	"slices"
	"strconv"
)

// maxPaths is how many bytes the paths of one database's manifests may have in
// all: a header of a few bytes can name a long directory very often.
const maxPaths = 128 << 20

// Package is one installed package. Texts that the header does not have are "".
type Package struct {
	Name    string
	Epoch   string // "" where the header has none, which is not the same as "0"
	Version string
	Release string
	Arch    string
	License string
	Vendor  string
	Source  string // file name of the source package
	Module  string // modularity label: NAME:STREAM:VERSION:CONTEXT
	Size    int64  // bytes
	Files   []File
}

// File is one entry of a package's manifest.
type File struct {
	Path        string
	Algorithm   string // as Digest returns it
	Digest      string // hex; "" for what is no regular file
	Mode        uint32 // st_mode with the file-type bits
	Size        int64  // bytes
	User, Group string
	Config      bool
}

func readPackage(blob []byte, files bool, budget *int64) (Package, error) {
	h, err := readHeader(blob)
	if err != nil {
		return Package{}, err
	}
	p := Package{
		Name:    h.text(tagName),
		Version: h.text(tagVersion),
		Release: h.text(tagRelease),
		Arch:    h.text(tagArch),
		License: h.text(tagLicense),
		Vendor:  h.text(tagVendor),
		Source:  h.text(tagSourceRPM),
		Module:  h.text(tagModularity),
	}
	if p.Name == "" {
		return Package{}, errors.New("reading a package header: it has no name")
	}
	if epoch, ok := h.number(tagEpoch); ok {
		p.Epoch = strconv.FormatUint(epoch, 10)
	}
	for _, tag := range []uint32{tagLongSize, tagSize} {
		if size, ok := h.number(tag); ok && size <= math.MaxInt64 {
			p.Size = int64(size)
			break
		}
	}
	if files {
		if p.Files, err = manifest(h, budget); err != nil {
			return Package{}, fmt.Errorf("reading the manifest of %s: %w", p.Name, err)
		}
	}
	return p, nil
}

// manifest puts the parallel lists of a header together.
func manifest(h *header, budget *int64) ([]File, error) {
	paths, err := paths(h, budget)
	if err != nil || len(paths) == 0 {
		return nil, err
	}
	algorithm := Algorithm(h.number(tagFileDigestAlgo))
	digests := h.texts(tagFileDigests)
	modes, flags := h.numbers(tagFileModes), h.numbers(tagFileFlags)
	users, groups := h.texts(tagFileUserName), h.texts(tagFileGroupName)
	sizes := h.numbers(tagLongFileSizes)
	if sizes == nil {
		sizes = h.numbers(tagFileSizes)
	}
	files := make([]File, len(paths))
	for i := range files {
		files[i] = File{
			Path:      paths[i],
			Algorithm: algorithm,
			Digest:    at(digests, i),
			Mode:      uint32(at(modes, i)),
			Size:      int64(at(sizes, i) & math.MaxInt64),
			User:      at(users, i),
			Group:     at(groups, i),
			Config:    at(flags, i)&flagConfig != 0,
		}
	}
	return files, nil
}

// flagConfig is RPMFILE_CONFIG.
const flagConfig = 1

// paths returns the names of a package's files, from directories and base names
// or, in very old headers, whole.
func paths(h *header, budget *int64) ([]string, error) {
	bases, indexes, dirs := h.texts(tagBaseNames), h.numbers(tagDirIndexes), h.texts(tagDirNames)
	if bases == nil {
		return h.texts(tagOldFileNames), nil
	}
	if len(indexes) != len(bases) {
		return nil, fmt.Errorf("%d directories for %d names", len(indexes), len(bases))
	}
	list := make([]string, len(bases))
	for i, base := range bases {
		if indexes[i] >= uint64(len(dirs)) {
			return nil, fmt.Errorf("there is no directory %d", indexes[i])
		}
		dir := dirs[indexes[i]]
		if *budget -= int64(len(dir) + len(base)); *budget < 0 {
			return nil, fmt.Errorf("the paths of the database have more than %d bytes", maxPaths)
		}
		list[i] = dir + base
	}
	return list, nil
}

// at returns the i-th value, and the zero value where the list is too short.
func at[T any](list []T, i int) T {
	if i < len(list) {
		return list[i]
	}
	var none T
	return none
}

// Algorithm names a digest algorithm by its OpenPGP number. Headers without a
// number are older than the tag, and their digests are MD5.
func Algorithm(number uint64, given bool) string {
	if !given {
		return "md5"
	}
	names := map[uint64]string{
		1: "md5", 2: "sha1", 3: "ripemd160", 5: "md2", 6: "tiger192",
		7: "haval5160", 8: "sha256", 9: "sha384", 10: "sha512", 11: "sha224",
	}
	if name, ok := names[number]; ok {
		return name
	}
	return "unknown"
}

// FileNames are the base names that a database may have.
func FileNames() []string { return []string{"rpmdb.sqlite", "Packages.db", "Packages"} }

// Directories are those that a database may lie in: rpm's default, that of
// Fedora and SUSE (the default is a link to it), and that of ostree.
func Directories() []string {
	return []string{"/var/lib/rpm", "/usr/lib/sysimage/rpm", "/usr/share/rpm"}
}

// IsDatabase tells whether an absolute path is that of a database.
func IsDatabase(p string) bool {
	dir, base := path.Split(p)
	for _, d := range Directories() {
		if dir != d+"/" {
			continue
		}
		if slices.Contains(FileNames(), base) {
			return true
		}
	}
	return false
}
