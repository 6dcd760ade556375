package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/report"
)

// output is one FORMAT[=FILE] of -o. file is "" for standard output.
type output struct{ format, file string }

// parseOutputs reads the values of -o. At most one may go to standard output:
// two documents in one stream are none.
func parseOutputs(values []string) ([]output, error) {
	return cutOutputs(values, "decision.json", func(value, format string) error {
		if format == compliance || slices.Contains(report.Formats(), format) {
			return nil
		}
		return unknownFormat(value, format)
	})
}

// cutOutputs splits values of -o, text where there are none. check refuses formats; file is
// the name that an error suggests.
func cutOutputs(values []string, file string, check func(value, format string) error) ([]output, error) {
	if len(values) == 0 {
		return []output{{format: "text"}}, nil
	}
	var outputs []output
	toStdout := 0
	for _, value := range values {
		format, file, _ := strings.Cut(value, "=")
		if err := check(value, format); err != nil {
			return nil, err
		}
		if file == "-" {
			file = ""
		}
		if file == "" {
			toStdout++
		}
		outputs = append(outputs, output{format, file})
	}
	if toStdout > 1 {
		return nil, fmt.Errorf("two output formats for standard output: give all but one a file, as in -o json=%s", file)
	}
	return outputs, nil
}

func unknownFormat(value, format string) error {
	known := strings.Join(report.Formats(), ", ")
	if strings.ContainsAny(value, "./") && !strings.Contains(value, "=") {
		return fmt.Errorf("%q is no output format (%s); to write a file, say -o json=%s", value, known, value)
	}
	return fmt.Errorf("%q is no output format (%s)%s", format, known, didYouMean(format, report.Formats()))
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

func writeFile(path string, text []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	defer os.Remove(temporary.Name()) // a no-op once it is renamed
	_, err = temporary.Write(text)
	if closeErr := temporary.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Chmod(temporary.Name(), 0o644) //nolint:gosec // a report is for others to read
	}
	if err == nil {
		err = os.Rename(temporary.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}
