package rpm

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sample is three headers: one with everything, a key without files and
// architecture, and one so small that it lies within a bucket.
func sample() ([][]byte, []Package) {
	var bases, digests, users, groups []string
	var indexes, sizes, flags []uint32
	var modes []uint16
	for i := range 40 {
		bases = append(bases, fmt.Sprintf("file%d", i))
		digests = append(digests, strings.Repeat("ab", 32))
		users, groups = append(users, "root"), append(groups, "bin")
		indexes, sizes, flags = append(indexes, uint32(i%2)), append(sizes, uint32(i)), append(flags, uint32(i%3))
		modes = append(modes, 0o100644)
	}
	modes[1], digests[1] = 0o040755, ""
	tool := Package{
		Name: "tool", Epoch: "0", Version: "1.0~rc1", Release: "2.el9", Arch: "x86_64",
		License: "GPLv2+ and MIT", Vendor: "Example", Source: "tool-1.0~rc1-2.el9.src.rpm", Size: 12345,
	}
	for i, base := range bases {
		tool.Files = append(tool.Files, File{
			Path: []string{"/usr/bin/", "/etc/tool/"}[i%2] + base, Algorithm: "sha256", Digest: digests[i],
			Mode: uint32(modes[i]), Size: int64(i), User: "root", Group: "bin", Config: i%3 == 1,
		})
	}
	headers := [][]byte{
		buildHeader(
			tag{tagName, "tool"}, tag{tagVersion, "1.0~rc1"}, tag{tagRelease, "2.el9"}, tag{tagEpoch, []uint32{0}},
			tag{tagSize, []uint32{12345}}, tag{tagVendor, "Example"}, tag{tagLicense, "GPLv2+ and MIT"}, tag{tagArch, "x86_64"},
			tag{tagSourceRPM, "tool-1.0~rc1-2.el9.src.rpm"}, tag{tagFileDigestAlgo, []uint32{8}}, tag{tagBaseNames, bases},
			tag{tagDirIndexes, indexes}, tag{tagDirNames, []string{"/usr/bin/", "/etc/tool/"}}, tag{tagFileDigests, digests},
			tag{tagFileModes, modes}, tag{tagFileSizes, sizes}, tag{tagFileFlags, flags}, tag{tagFileUserName, users}, tag{tagFileGroupName, groups},
		),
		buildHeader(tag{tagName, "gpg-pubkey"}, tag{tagVersion, "105ef944"}, tag{tagRelease, "65ca83d1"}, tag{tagSourceRPM, "(none)"}, tag{tagLicense, "pubkey"}),
		buildHeader(tag{tagName, "a"}, tag{tagVersion, "1"}),
	}
	return headers, []Package{tool, {Name: "gpg-pubkey", Version: "105ef944", Release: "65ca83d1", License: "pubkey"}, {Name: "a", Version: "1"}}
}

func forms(blobs [][]byte) map[string][]byte {
	return map[string][]byte{
		"Berkeley DB":             buildBDB(binary.LittleEndian, blobs),
		"Berkeley DB, big-endian": buildBDB(binary.BigEndian, blobs),
		"NDB":                     buildNDB(blobs),
		"SQLite":                  buildSQLite(blobs),
	}
}

func TestRead(t *testing.T) {
	t.Parallel()
	blobs, want := sample()
	for name, db := range forms(blobs) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := Read(bytes.NewReader(db), int64(len(db)), true)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadWithoutFiles(t *testing.T) {
	t.Parallel()
	blobs, _ := sample()
	db := buildNDB(blobs)
	got, err := Read(bytes.NewReader(db), int64(len(db)), false)
	if err != nil || len(got) != 3 || got[0].Files != nil {
		t.Errorf("got %v, %v", got, err)
	}
}

// TestReadTruncated cuts databases off everywhere: what is missing must be said,
// unless all headers are there.
func TestReadTruncated(t *testing.T) {
	t.Parallel()
	blobs, want := sample()
	for name, db := range forms(blobs) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for n := 0; n < len(db); n += 97 {
				got, err := Read(bytes.NewReader(db[:n]), int64(n), true)
				if err == nil && len(got) != len(want) {
					t.Fatalf("of %d of %d bytes: %d packages and no error", n, len(db), len(got))
				}
			}
		})
	}
}

func TestReadBroken(t *testing.T) {
	t.Parallel()
	blobs, _ := sample()
	tests := []struct {
		name    string
		db      []byte
		packets int
		want    string
	}{
		{"empty", nil, 0, "first bytes"},
		{"another format", bytes.Repeat([]byte("x"), 4096), 0, "no known form"},
		{"header without a name", buildNDB([][]byte{blobs[0], buildHeader(tag{tagVersion, "1"})}), 1, "no name"},
		{"header of nonsense", buildNDB([][]byte{[]byte("nonsense nonsense"), blobs[1]}), 1, "do not fit"},
		{"directory out of range", buildNDB([][]byte{buildHeader(tag{tagName, "a"}, tag{tagBaseNames, []string{"x"}}, tag{tagDirIndexes, []uint32{7}}, tag{tagDirNames, []string{"/"}})}), 0, "no directory 7"},
		{"no table", bytes.Replace(buildSQLite(blobs), []byte("tablePackages"), []byte("tablePackagez"), 1), 0, "no table Packages"},
		{"table that refers to itself", func() []byte {
			db := buildSQLite(blobs)
			binary.BigEndian.PutUint32(db[512+8:], 2)
			return db
		}(), 2, "refer to each other"},
		{"overflow pages in a circle", func() []byte {
			db := buildBDB(binary.LittleEndian, blobs)
			binary.LittleEndian.PutUint32(db[2*512+16:], 2)
			return db
		}(), 2, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := Read(bytes.NewReader(test.db), int64(len(test.db)), true)
			if len(got) != test.packets && test.want != "" {
				t.Errorf("got %d packages, want %d", len(got), test.packets)
			}
			if err == nil && test.want != "" || err != nil && !strings.Contains(err.Error(), test.want) {
				t.Errorf("got the error %v, want one with %q", err, test.want)
			}
		})
	}
}

// TestReadAmplified names one long directory very often.
func TestReadAmplified(t *testing.T) {
	t.Parallel()
	const count = 1 << 16
	bases := make([]string, count)
	blob := buildHeader(tag{tagName, "a"}, tag{tagBaseNames, bases}, tag{tagDirIndexes, make([]uint32, count)}, tag{tagDirNames, []string{strings.Repeat("x", 1<<20)}})
	db := buildNDB([][]byte{blob})
	if _, err := Read(bytes.NewReader(db), int64(len(db)), true); err == nil || !strings.Contains(err.Error(), "paths of the database") {
		t.Errorf("got the error %v", err)
	}
}

func TestAlgorithm(t *testing.T) {
	t.Parallel()
	got := []string{Algorithm(0, false), Algorithm(1, true), Algorithm(2, true), Algorithm(8, true), Algorithm(10, true), Algorithm(99, true)}
	if diff := cmp.Diff([]string{"md5", "md5", "sha1", "sha256", "sha512", "unknown"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestIsDatabase(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]bool{
		"/var/lib/rpm/Packages": true, "/usr/lib/sysimage/rpm/rpmdb.sqlite": true, "/usr/share/rpm/Packages.db": true,
		"/var/lib/rpm/Name": false, "/root/Packages": false, "/var/lib/rpm/x/Packages": false,
	} {
		if got := IsDatabase(path); got != want {
			t.Errorf("%s: got %v", path, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	blobs, _ := sample()
	for _, db := range forms(blobs) {
		f.Add(db)
	}
	f.Fuzz(func(t *testing.T, db []byte) {
		packages, _ := Read(bytes.NewReader(db), int64(len(db)), true)
		for _, p := range packages {
			if p.Name == "" {
				t.Fatal("a package without a name")
			}
		}
	})
}

func FuzzReadHeader(f *testing.F) {
	blobs, _ := sample()
	for _, blob := range blobs {
		f.Add(blob)
	}
	f.Fuzz(func(t *testing.T, blob []byte) {
		budget := int64(1 << 20)
		_, _ = readPackage(blob, true, &budget)
	})
}

func BenchmarkRead(b *testing.B) {
	blobs, _ := sample()
	var many [][]byte
	for range 60 {
		many = append(many, blobs[0])
	}
	db := buildSQLite(many)
	b.SetBytes(int64(len(db)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(bytes.NewReader(db), int64(len(db)), true); err != nil {
			b.Fatal(err)
		}
	}
}
