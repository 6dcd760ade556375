package zipdir_test

import (
	"archive/zip"
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/internal/packages/zipdir"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// FuzzDirectory compares the walk with archive/zip: where that reads an archive,
// the names are the same.
func FuzzDirectory(f *testing.F) {
	archive := testimage.Zip(map[string]string{"META-INF/MANIFEST.MF": "a: b", "x.jar": ""})
	f.Add([]byte(archive))
	f.Add([]byte("#!/bin/sh\n" + archive))
	f.Fuzz(func(t *testing.T, data []byte) {
		reference, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		var got, want []string
		for _, file := range reference.File {
			want = append(want, file.Name)
		}
		d, err := zipdir.Read(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		left := 1_000_000
		if err := d.Walk(&left, func([]byte) bool { return true }, func(m zipdir.Member) { got = append(got, m.Name) }); err != nil {
			return
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}
