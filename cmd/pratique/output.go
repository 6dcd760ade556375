package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// output is one FORMAT[=FILE] of -o. file is "" for standard output.
type output struct{ format, file string }

// parseOutputs reads the values of -o of a verb of outputVerbs, its first format where there are none. At most one
// may go to standard output: two documents in one stream are none.
func parseOutputs(c *cli.Context, values []string) ([]output, error) {
	verb, _ := outputVerbOf(verbName(c))
	if len(values) == 0 {
		values = []string{verb.formats()[0].name}
	}
	var outputs []output
	var toStdout []string
	for _, value := range values {
		format, file, _ := strings.Cut(value, "=")
		if err := verb.check(value, format); err != nil {
			return nil, err
		}
		if file == "-" || file == "/dev/stdout" {
			file = ""
		}
		if file == "" {
			toStdout = append(toStdout, format)
		} else if i := slices.IndexFunc(outputs, func(o output) bool { return sameFile(o.file, file) }); i >= 0 {
			return nil, fmt.Errorf("two outputs for one file, %s=%s and %s: the second would replace the first", outputs[i].format, outputs[i].file, value)
		}
		outputs = append(outputs, output{format, file})
	}
	if len(toStdout) > 1 {
		return nil, fmt.Errorf("two output formats for standard output: give all but one a file, as in -o %s", verb.example(toStdout))
	}
	return outputs, nil
}

// sameFile says whether two paths are of one file: by their text, or because what is there
// already is one, by whatever links.
func sameFile(a, b string) bool {
	if a == "" || b == "" {
		return a == b
	}
	if filepath.Clean(a) == filepath.Clean(b) {
		return true
	}
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	if errA == nil && errB == nil {
		return os.SameFile(infoA, infoB) && infoA.Mode().IsRegular()
	}
	absoluteA, errA := filepath.Abs(a)
	absoluteB, errB := filepath.Abs(b)
	return errA == nil && errB == nil && absoluteA == absoluteB
}

// write renders one output: to stdout at once, to a file by way of a temporary
// one beside it, so that a reader never sees half of it.
func (a *app) write(o output, render func(io.Writer) error) error {
	var text bytes.Buffer
	if err := render(&text); err != nil {
		return err
	}
	if o.file == "" {
		_, err := a.stdout.Write(text.Bytes())
		return err
	}
	return writeFile(o.file, text.Bytes())
}

// writeFile writes a file as a shell's > does: a device, a pipe or what a link leads to is written
// to, and a file keeps its mode, but the text of a regular file is replaced at once, so that a
// reader never sees half of it.
func writeFile(path string, text []byte) error {
	if err := writeThrough(path, text); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

func writeThrough(path string, text []byte) error {
	info, err := os.Stat(path) // of what a link leads to
	switch {
	case err == nil && !info.Mode().IsRegular():
		return appendTo(path, text)
	case err == nil && isDescriptor(path):
		return appendTo(path, text) // it may have something in it, and its name may be gone
	case err == nil:
		if path, err = filepath.EvalSymlinks(path); err != nil {
			return err
		}
		return replace(path, text, info.Mode().Perm())
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if target, err := os.Readlink(path); err == nil { // a link to what is not there yet
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(path), target)
		}
		path = target
	}
	return replace(path, text, 0)
}

// isDescriptor says whether a path is one of an open file: /dev/stdout, /dev/fd/3.
func isDescriptor(path string) bool {
	for range 8 {
		if strings.HasPrefix(path, "/dev/fd/") || strings.HasPrefix(path, "/proc/self/fd/") || strings.HasPrefix(path, "/dev/std") {
			return true
		}
		target, err := os.Readlink(path)
		if err != nil {
			return false
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(path), target)
		}
		path = target
	}
	return false
}

func appendTo(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}

// replace writes a new file and gives it the name; mode 0 is what the umask leaves.
func replace(path string, text []byte, mode fs.FileMode) error {
	temporary, err := createBeside(path)
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name()) // a no-op once it is renamed
	_, err = temporary.Write(text)
	if err == nil && mode != 0 {
		err = temporary.Chmod(mode)
	}
	if err = errors.Join(err, temporary.Close()); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), path)
}

// createBeside makes a file of a new name, with the mode that the umask leaves, which
// os.CreateTemp does not ask.
func createBeside(path string) (*os.File, error) {
	for range 100 {
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%08x", filepath.Base(path), rand.Uint32())) //nolint:gosec // O_EXCL, and not the name, keeps others out
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)                                  //nolint:gosec // the umask decides
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
	return nil, fs.ErrExist
}
