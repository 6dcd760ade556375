// Command bigimage makes an image that is as big, as varied and as compressible as
// the images that people deploy: a Debian system with compilers and several
// language runtimes, an npm application, planted secrets. It is made of nothing but
// numbers from a seed, so that the same program makes the same image anywhere.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// generation is counted up whenever the image changes, so that an older one is made anew.
const generation = "2"

func main() {
	out := flag.String("o", "", "directory to write the image (an OCI layout, image/) and the reports on it to")
	scale := flag.Float64("scale", 1, "fraction of the usual number of files")
	flag.Parse()
	if err := run(*out, *scale); err != nil {
		fmt.Fprintln(os.Stderr, "bigimage:", err)
		os.Exit(1)
	}
}

// run leaves an image alone that is there already.
func run(out string, scale float64) error {
	if out == "" {
		return errors.New("-o is missing")
	}
	stamp := filepath.Join(out, "generation")
	wanted := fmt.Sprintf("%s at %g\n", generation, scale)
	made, err := os.ReadFile(stamp)
	if err == nil && string(made) == wanted {
		return nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("reading what was made before: %w", err)
	}
	if err := os.RemoveAll(filepath.Join(out, "image")); err != nil {
		return fmt.Errorf("removing an older image: %w", err)
	}
	m := newMaker(scale)
	if err := m.write(filepath.Join(out, "image")); err != nil {
		return err
	}
	if err := m.reports(out); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "bigimage: %d files, %d MB in %d layers, %d MB compressed\n", m.files, m.bytes/1e6, len(m.layers), m.stored()/1e6)
	return os.WriteFile(stamp, []byte(wanted), 0o644)
}
