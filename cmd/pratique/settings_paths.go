package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// fromDir makes a relative path of the file start at the file's directory.
func fromDir(f cli.Flag, dir, text string) string {
	word := placeholder(f)
	bundle := slices.Contains(f.Names(), "bundle")
	switch {
	case strings.Contains(text, "://"):
		return text
	case strings.Contains(word, "=FILE"): // FORMAT[=FILE], NAME=FILE
		name, path, ok := strings.Cut(text, "=")
		if ok && path != "-" {
			return name + "=" + joined(dir, path)
		}
		return text
	case text == "-", !bundle && !strings.Contains(word, "FILE") && !strings.Contains(word, "DIR"):
		return text
	}
	if bundle {
		// The name of a shipped bundle stays one, unless there is such a file.
		_, err := os.Lstat(joined(dir, text))
		if err != nil && !strings.ContainsAny(text, `/\.`) {
			return text
		}
	}
	return joined(dir, text)
}

func joined(dir, path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

// placeholder is the word for the value in the flag's usage, such as FILE; "" where
// it takes none.
func placeholder(f cli.Flag) string {
	d, ok := f.(cli.DocGenerationFlag)
	if !ok || !d.TakesValue() {
		return ""
	}
	parts := strings.SplitN(d.GetUsage(), "`", 3)
	if len(parts) < 3 {
		return ""
	}
	return parts[1]
}
