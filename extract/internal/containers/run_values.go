package containers

import (
	"encoding/csv"
	"errors"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// elsewhere is for an option that names a file or container which holds more.
func elsewhere(option, field string) func(*runner, string) error {
	return func(r *runner, _ string) error {
		r.unsupported(option, field)
		return nil
	}
}

func setLabel(r *runner, value string) error {
	name, text, _ := strings.Cut(value, "=")
	r.c.Labels[name] = text
	return nil
}

func setLogOption(r *runner, value string) error {
	name, text, found := strings.Cut(value, "=")
	if !found {
		return errors.New("no =")
	}
	r.c.LogOptions[name] = text
	return nil
}

func setContentTrust(r *runner, value string) error {
	disabled, err := strconv.ParseBool(value)
	if err == nil {
		r.c.ContentTrust = new(!disabled)
	}
	return err
}

// setAPISocket is docker's own mount of its socket into the container.
func setAPISocket(r *runner, value string) error {
	on, err := strconv.ParseBool(value)
	if on {
		r.c.Mounts = append(r.c.Mounts, document.Mount{Type: "bind", Source: new(dockerSocket), Target: dockerSocket, RW: true})
	}
	return err
}

const dockerSocket = "/var/run/docker.sock"

// setNetwork reads NAME, or name=NAME,alias=….
func setNetwork(r *runner, value string) error {
	if strings.Contains(value, "=") {
		fields, err := csv.NewReader(strings.NewReader(value)).Read()
		if err != nil {
			return err
		}
		value = ""
		for _, field := range fields {
			if key, text, _ := strings.Cut(field, "="); strings.EqualFold(key, "name") {
				value = text
			}
		}
	}
	if value == "" {
		return errors.New("no network")
	}
	r.networks = append(r.networks, value)
	return nil
}
