package dockerd

import (
	"encoding/json"
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/docker/go-units"

	"github.com/pratique-dev/pratique/extract/internal/optread"
	"github.com/pratique-dev/pratique/extract/internal/shellread"
)

// commandLine reads the options of one dockerd, or docker daemon of old; false where
// the words are neither.
func (f *Facts) commandLine(words []shellread.Word) bool {
	for len(words) > 0 && (words[0].Text == "sudo" || words[0].Text == "exec") {
		words = words[1:]
	}
	if len(words) == 0 {
		return false
	}
	switch program := path.Base(words[0].Text); {
	case program == "dockerd" || program == "dockerd-ce" || program == "dockerd-rootless.sh":
		words = words[1:]
	case program == "docker" && len(words) > 1 && (words[1].Text == "daemon" || words[1].Text == "-d"):
		words = words[2:]
	case strings.HasPrefix(words[0].Text, "--"):
		// The options alone.
	default:
		return false
	}
	f.options(words)
	return true
}

// options reads the options of a command line.
func (f *Facts) options(words []shellread.Word) {
	known := options()
	flags := make([]optread.Flag, len(known))
	for i, o := range known {
		flags[i] = o.Flag
	}
	values := map[string]any{}
	read := optread.Read(flags, words)
	for _, given := range read.Options {
		flag := given.Flag
		if flag == nil {
			f.unsupported = append(f.unsupported, given.Given)
			if flag = given.Like; flag == nil {
				continue
			}
		}
		o := known[slices.IndexFunc(known, func(o option) bool { return o.Name == flag.Name })]
		if given.Flag == nil {
			values[o.key] = nil
			continue
		}
		err := errors.New("it has an expansion")
		if !given.Value.Expands {
			values[o.key], err = o.value(values[o.key], given.Value.Text)
		}
		if err != nil {
			// Without the value, which may be a secret of a log driver.
			values[o.key] = nil
			f.unsupported = append(f.unsupported, "--"+o.Name)
		}
	}
	f.opaque = f.opaque || read.Opaque || len(read.Rest) > 0 && read.Rest[0].Splits
	f.flags = map[string]json.RawMessage{}
	for key, value := range values {
		if text, err := json.Marshal(value); err == nil {
			f.flags[key] = text
		}
	}
}

// value reads a flag's value into the shape that daemon.json has; lists and mappings
// grow.
func (o option) value(before any, value string) (any, error) {
	switch o.kind {
	case boolean:
		return strconv.ParseBool(value)
	case number:
		return strconv.ParseInt(value, 10, 64)
	case list:
		values, _ := before.([]string)
		return append(values, value), nil
	case mapping:
		return o.entry(before, value)
	}
	return value, nil
}

func (o option) entry(before any, value string) (any, error) {
	m, _ := before.(map[string]any)
	if m == nil {
		m = map[string]any{}
	}
	name, text, found := strings.Cut(value, "=")
	switch {
	case !found:
		return nil, errors.New("no =")
	case o.set == 'u':
		limit, err := units.ParseUlimit(value)
		if err != nil {
			return nil, err
		}
		m[limit.Name] = map[string]any{"Name": limit.Name, "Soft": limit.Soft, "Hard": limit.Hard}
	case o.set == 'r':
		m[name] = map[string]any{"path": text}
	default:
		m[name] = text
	}
	return m, nil
}
