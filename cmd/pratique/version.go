package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// version is set by the linker (make build VERSION=…).
var version = "dev"

type versions struct {
	Version  string `json:"version"`
	Revision string `json:"revision"`
	Go       string `json:"go"`
	OPA      string `json:"opa"`
	Platform string `json:"platform"`
	Config   string `json:"config"` // the file of settings that was read; "" where there is none
}

func buildVersions() versions {
	v := versions{Version: version, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			v.Revision = s.Value
		}
	}
	for _, m := range info.Deps {
		if m.Path == "github.com/open-policy-agent/opa" {
			v.OPA = m.Version
		}
	}
	return v
}

func (a *app) versionCommand() *cli.Command {
	return &cli.Command{
		Name:  "version",
		Usage: "print the version",
		Flags: []cli.Flag{
			textOrJSON(),
		},
		Action: func(c *cli.Context) error {
			if err := noArguments(c); err != nil {
				return err
			}
			output, err := chooseOutput(c)
			if err != nil {
				return err
			}
			v := buildVersions()
			v.Config = a.config
			if output == "json" {
				return writeJSON(a.stdout, v)
			}
			_, err = fmt.Fprintf(a.stdout, "pratique %s (%s, %s, OPA %s)\n", v.Version, v.Platform, v.Go, v.OPA)
			return err
		},
	}
}

// usage is a usageError of the running command.
func usage(c *cli.Context, format string, args ...any) error {
	return &usageError{verbPath(c), fmt.Sprintf(format, args...)}
}

// verbPath is the running command with those that it is under: "pratique bundle lint".
func verbPath(c *cli.Context) string {
	words := []string{"pratique"}
	lineage := c.Lineage()
	for _, l := range slices.Backward(lineage) {
		if command := l.Command; command != nil && command.Name != "" && command.Name != words[len(words)-1] {
			words = append(words, command.Name)
		}
	}
	return strings.Join(words, " ")
}

// verbName is the running command as it stands in tables: "fleet status".
func verbName(c *cli.Context) string { return strings.TrimPrefix(verbPath(c), "pratique ") }

func noArguments(c *cli.Context) error {
	if c.Args().Present() {
		return usage(c, "unexpected argument %q", c.Args().First())
	}
	return nil
}
