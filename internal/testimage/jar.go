package testimage

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"slices"
)

// Zip is a zip archive (a jar, a war, …) of the given files, in the order of their names.
// It panics where a name is no path.
func Zip(files map[string]string) string {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: Epoch()})
		if err == nil {
			_, err = f.Write([]byte(files[name]))
		}
		if err != nil {
			panic(fmt.Sprintf("testimage: writing %s into a zip: %v", name, err))
		}
	}
	if err := w.Close(); err != nil {
		panic(fmt.Sprintf("testimage: finishing a zip: %v", err))
	}
	return out.String()
}
