package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/settings"
)

const (
	configName = settings.Name
	envPrefix  = "PRATIQUE_"
)

// value is what a flag is set to, and by what.
type value struct {
	flag   cli.Flag
	texts  []string
	source string // "command line", a variable, "FILE:LINE", or "default"
}

// applySettings completes the command line from the environment and the file of
// settings. What the command line says goes first, then PRATIQUE_FLAG_NAME, then
// the file.
func (a *app) applySettings(root *cli.App, c *call) error {
	if c.command == nil || findFlag(c.flags, "config") == nil || slices.ContainsFunc(c.options, isHelp) {
		return nil
	}
	file, err := settingsFile(c)
	if err != nil {
		return err
	}
	if file != nil {
		a.config = file.Path
		if err := checkKeys(root, file); err != nil {
			return err
		}
	}
	var options []string
	for _, v := range values(root, c, file) {
		name := v.flag.Names()[0]
		if err := accepts(v); err != nil {
			return fmt.Errorf("reading settings: %s: %s: %w", v.source, name, err)
		}
		for _, text := range v.texts {
			options = append(options, "--"+name+"="+text)
		}
		a.set = append(a.set, v)
	}
	c.options = append(options, c.options...)
	return nil
}

func isHelp(option string) bool {
	return slices.Contains([]string{"-h", "-help", "--h", "--help"}, option)
}

// settingsFile reads the file that -c, $PRATIQUE_CONFIG or the working directory
// names; nil where there is none.
func settingsFile(c *call) (*settings.File, error) {
	path, off := c.last("config"), c.last("no-config")
	if path != "" && isTrue(off) {
		return nil, &usageError{c.path, "--config and --no-config exclude each other"}
	}
	if path == "" && off == "" {
		path, off = os.Getenv(envPrefix+"CONFIG"), os.Getenv(envPrefix+"NO_CONFIG")
	}
	switch {
	case path != "":
		return settings.Read(path)
	case isTrue(off):
		return nil, nil
	}
	path, err := settings.Find(".", configHome())
	if path == "" || err != nil {
		return nil, err
	}
	return settings.Read(shortened(path))
}

// isTrue takes every text but those for false as true: whoever wants no file must
// not get one for a wrong letter.
func isTrue(text string) bool {
	value, err := strconv.ParseBool(text)
	return text != "" && (value || err != nil)
}

// configHome is $XDG_CONFIG_HOME, or ~/.config; "" where there is no home.
func configHome() string {
	if dir := os.Getenv("XDG_CONFIG_HOME"); filepath.IsAbs(dir) {
		return dir // a relative one is to be ignored (XDG Base Directory Specification)
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, ".config")
}

// shortened is a path as seen from here, where that is shorter.
func shortened(path string) string {
	here, err := os.Getwd()
	if err != nil {
		return path
	}
	relative, err := filepath.Rel(here, path)
	if err != nil || len(relative) > len(path) {
		return path
	}
	return relative
}
