package containers

import (
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/yamlread"
)

func shortVolume(s *service, text string) error {
	err := s.volume(text)
	if err == nil {
		s.volumeDriver(len(s.c.Mounts) - 1)
	}
	return err
}

func longVolume(s *service, m map[string]any) error {
	mount := document.Mount{Type: "volume", Source: new(""), RW: true}
	var err error
	take := func(into *string, value any) {
		if text, bad := composeText(value); bad != nil {
			err = bad
		} else {
			*into = text
		}
	}
	var source string
	var readonly bool
	for _, key := range sortedKeys(m) {
		value := m[key]
		switch key {
		case "type":
			take(&mount.Type, value)
		case "source":
			take(&source, value)
		case "target":
			take(&mount.Target, value)
		case "read_only":
			on, bad := composeBool(value)
			if bad != nil {
				err = bad
			}
			readonly = on
		case "bind":
			if p := mapping(value)["propagation"]; p != nil {
				take(&mount.Propagation, p)
			}
		case "volume", "tmpfs", "image", "consistency":
		default:
			if !strings.HasPrefix(key, "x-") {
				err = errShape
			}
		}
	}
	if err != nil {
		return err
	}
	mount.Source, mount.RW = &source, !readonly
	s.c.Mounts = append(s.c.Mounts, mount)
	s.volumeDriver(len(s.c.Mounts) - 1)
	return nil
}

// volumeDriver looks at the driver's options of a named volume.
func (s *service) volumeDriver(i int) {
	m := &s.c.Mounts[i]
	if m.Type != "volume" || m.Source == nil {
		return
	}
	options := map[string]string{}
	for name, value := range mapping(mapping(s.file.volumes[*m.Source])["driver_opts"]) {
		text, err := composeText(value)
		if err != nil {
			s.unsupported("volumes driver_opts with a variable", "mounts")
			continue
		}
		options[name] = text
	}
	bindOfVolume(m, options)
}

// fileMounts reads secrets and configs that are files of the host, which compose
// mounts read-only.
func fileMounts(dir string, of func(*composeFile) map[string]any) setter {
	return func(s *service, value any) error {
		list, ok := value.([]any)
		if !ok {
			return errShape
		}
		var all error
		for _, item := range list {
			name, _ := yamlread.Text(item)
			target := ""
			if long := mapping(item); long != nil {
				name, _ = yamlread.Text(long["source"])
				target, _ = yamlread.Text(long["target"])
			}
			definition := mapping(of(s.file)[name])
			if definition["file"] == nil {
				continue // of the environment, or the swarm's
			}
			source, err := composeText(definition["file"])
			if err != nil {
				all = err
				continue
			}
			switch {
			case target == "":
				target = dir + name
			case target[0] != '/':
				target = dir + target
			}
			s.c.Mounts = append(s.c.Mounts, document.Mount{Type: "bind", Source: &source, Target: target})
		}
		return all
	}
}
