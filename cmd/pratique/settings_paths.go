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
	if slices.Contains(f.Names(), "output") {
		format, file, ok := strings.Cut(text, "=")
		if ok && file != "-" && repeatable(f) {
			return format + "=" + joined(dir, file)
		}
		if repeatable(f) {
			return text
		}
	}
	bundle := slices.Contains(f.Names(), "bundle")
	if !bundle && !isPath(f) || text == "-" || strings.Contains(text, "://") {
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

// isPath goes by the word for the value in the flag's usage.
func isPath(f cli.Flag) bool {
	d, ok := f.(cli.DocGenerationFlag)
	if !ok || !d.TakesValue() {
		return false
	}
	parts := strings.SplitN(d.GetUsage(), "`", 3)
	return len(parts) == 3 && (strings.Contains(parts[1], "FILE") || strings.Contains(parts[1], "DIR"))
}
