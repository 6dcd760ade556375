package translate

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// Tarball writes a result as a tar.gz that OPA loads, without tests. The same result gives the
// same bytes: no times, no owners, a fixed order.
func Tarball(w io.Writer, r *Result) error {
	z := gzip.NewWriter(w)
	archive := tar.NewWriter(z)
	for _, f := range r.files(nil) {
		header := &tar.Header{Name: f.path, Mode: 0o644, Size: int64(len(f.text)), ModTime: time.Unix(0, 0), Typeflag: tar.TypeReg}
		if err := archive.WriteHeader(header); err != nil {
			return fmt.Errorf("writing %s: %w", f.path, err)
		}
		if _, err := archive.Write(f.text); err != nil {
			return fmt.Errorf("writing %s: %w", f.path, err)
		}
	}
	return errors.Join(archive.Close(), z.Close())
}

// WriteTarball writes the Tarball to a file, which appears at once and whole. A
// file that is there already must be a translated bundle.
func WriteTarball(name string, r *Result) error {
	if err := writeTarball(name, r); err != nil {
		return fmt.Errorf("writing bundle %s: %w", name, err)
	}
	return nil
}

func writeTarball(name string, r *Result) (err error) {
	if info, err := os.Stat(name); err == nil && info.Size() > 0 {
		if _, err := Open(name); err != nil {
			return err
		}
	}
	temp, err := os.CreateTemp(filepath.Dir(name), ".pratique-")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, temp.Close(), os.Remove(temp.Name()))
		}
	}()
	if err := Tarball(temp, r); err != nil {
		return err
	}
	if err := errors.Join(temp.Chmod(0o644), temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), name)
}
