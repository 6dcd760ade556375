package author

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/loader"
)

// Data are documents for an author's Rego, by the keys below data.
type Data map[string]any

// ReadData reads the documents that the paths name, JSON and YAML, as opa and conftest
// do: a file's stands at the root of data, that of a file below a directory at the path
// of its folder. What begins with a dot is passed over; links do not lead out of a
// directory. Numbers are json.Number.
func ReadData(paths []string) (Data, error) {
	all := Data{}
	for _, name := range paths {
		found, err := readData(name)
		if err == nil {
			err = all.merge(found, nil)
		}
		if err != nil {
			return nil, fmt.Errorf("reading data %s: %w", name, err)
		}
	}
	return all, nil
}

// errNoData is the error of a path without documents.
var errNoData = errors.New("there is no .json, .yaml or .yml file")

func readData(name string) (found map[string]any, err error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	dir, at := name, "."
	if !info.IsDir() {
		dir, at = filepath.Dir(name), filepath.Base(name)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	count, left := 0, maxSize.Bytes()
	loaded, err := loader.NewFileLoader().WithFS(&boundedFS{FS: root.FS(), left: maxSize.Bytes()}).Filtered([]string{at}, func(path string, info fs.FileInfo, depth int) bool {
		if depth > 0 && strings.HasPrefix(info.Name(), ".") {
			return true
		}
		if info.IsDir() {
			return false
		}
		switch filepath.Ext(path) {
		case ".json", ".yaml", ".yml":
			count++
			left -= info.Size()
			return left < 0 || count > maxFiles.Int() // and an error, below
		}
		return true
	})
	switch {
	case err != nil:
		return nil, err
	case left < 0 || count > maxFiles.Int():
		return nil, tooMuch(left)
	case count == 0:
		return nil, errNoData
	}
	return loaded.Documents, nil
}

// boundedFS gives so many bytes of all of its files. The size that a directory shows is not
// enough: a link shows its own, and a pipe none.
type boundedFS struct {
	fs.FS

	left int64
}

// Open implements [fs.FS].
func (b *boundedFS) Open(name string) (fs.File, error) {
	file, err := b.FS.Open(name)
	if err != nil {
		return nil, err
	}
	if info, err := file.Stat(); err != nil || info.IsDir() {
		return file, err
	}
	return &boundedFile{file, b}, nil
}

type boundedFile struct {
	fs.File

	of *boundedFS
}

// Read implements [fs.File].
func (f *boundedFile) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	if f.of.left -= int64(n); f.of.left < 0 {
		return 0, tooMuch(f.of.left)
	}
	return n, err
}

// tooMuch is the error of more files than there may be, or more bytes where none is left.
func tooMuch(left int64) error {
	if left < 0 {
		return maxSize.Exceeded("there are more than %s", maxSize)
	}
	return maxFiles.Exceeded("there are more than %d files", maxFiles.Int())
}

// merge adds what is elsewhere below data; two values in one place are an error.
func (d Data) merge(further map[string]any, at []string) error {
	for _, key := range slices.Sorted(maps.Keys(further)) {
		have, again := d[key]
		if !again {
			d[key] = further[key]
			continue
		}
		path := append(slices.Clone(at), key)
		into, isObject := have.(map[string]any)
		from, isToo := further[key].(map[string]any)
		if !isObject || !isToo {
			return fmt.Errorf("data.%s is there already", strings.Join(path, "."))
		}
		if err := Data(into).merge(from, path); err != nil {
			return err
		}
	}
	return nil
}

// ParseData reads what JSON writes.
func ParseData(text []byte) (Data, error) {
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.UseNumber()
	var d Data
	if err := decoder.Decode(&d); err != nil {
		return nil, fmt.Errorf("reading data: %w", err)
	}
	return d, d.Check()
}

// Check refuses documents where modules of the library, of the translator or of a
// benchmark's report stand, and those that conftest takes for its own.
func (d Data) Check() error {
	for _, key := range slices.Sorted(maps.Keys(d)) {
		switch key {
		case reserved, "benchmark", "main", "own":
			return fmt.Errorf("reading data: data.%s belongs to the library; choose another name", key)
		}
	}
	return nil
}

// JSON is the documents as the file data.json of a bundle, with sorted keys.
func (d Data) JSON() ([]byte, error) {
	text, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing data: %w", err)
	}
	return append(text, '\n'), nil
}

// occupies says whether something of the documents stands at a path, or above it where no
// object is.
func (d Data) occupies(path []string) (bool, error) {
	var at any = map[string]any(d)
	for _, key := range path {
		object, ok := at.(map[string]any)
		if !ok {
			return true, nil
		}
		if at, ok = object[key]; !ok {
			return false, nil
		}
	}
	return true, nil
}
