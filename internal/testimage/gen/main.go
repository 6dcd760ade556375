// Command gen writes the demonstration image as a docker-archive (webshop.tar)
// and as an OCI layout (webshop.oci). It writes the same bytes each time.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pratique-dev/pratique/internal/testimage/webshop"
)

func main() {
	dir := flag.String("o", "testdata/demo/out", "the `directory` to write into; it is made if it is not there")
	flag.Parse()
	if err := write(*dir); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func write(dir string) (err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("making the output directory: %w", err)
	}
	if err := webshop.Image().OCI(filepath.Join(dir, "webshop.oci")); err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(dir, "webshop.tar"))
	if err != nil {
		return fmt.Errorf("creating the archive: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return webshop.Image().Archive(f)
}
