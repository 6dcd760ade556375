package dockerd

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"

	"github.com/pratique-dev/pratique/extract/document"
)

// Merge puts what several files say of one daemon together, a later one over an
// earlier one. The warnings are sentences without a full stop.
func Merge(files ...*Facts) (*document.Daemon, []string) {
	m := &merger{daemon: &document.Daemon{Conflicts: []string{}, Unsupported: []string{}}}
	for _, f := range files {
		m.add(f)
	}
	m.effective()
	m.observed()
	d := m.daemon
	slices.Sort(d.Conflicts)
	d.Conflicts = slices.Compact(d.Conflicts)
	slices.Sort(d.Unsupported)
	d.Unsupported = slices.Compact(d.Unsupported)
	slices.SortFunc(d.Networks, func(x, y document.DaemonNetwork) int {
		return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.ID, y.ID))
	})
	return d, m.warnings
}

type merger struct {
	daemon   *document.Daemon
	given    map[string]json.RawMessage // effective options that a file states itself
	doubtful []string
	opaque   bool
	warnings []string
}

func (m *merger) add(f *Facts) {
	d := m.daemon
	d.Unsupported = append(d.Unsupported, f.unsupported...)
	m.doubtful = append(m.doubtful, f.doubtful...)
	m.warnings = append(m.warnings, f.warnings...)
	m.options("config.", &d.Config, f.config)
	if f.flags != nil {
		// A later command line stands in place of an earlier one, as a drop-in's does.
		if d.Flags != nil && !maps.EqualFunc(d.Flags, f.flags, same) {
			m.warnings = append(m.warnings, f.name+": its command line counts, not the earlier one")
		}
		d.Flags, m.opaque = maps.Clone(f.flags), f.opaque
	}
	m.options("effective.", &m.given, f.effective)
	m.document("info", &d.Info, f.info)
	m.document("version", &d.Version, f.version)
	if f.networks != nil && d.Networks == nil {
		d.Networks = []document.DaemonNetwork{}
	}
	for _, n := range f.networks {
		m.network(n)
	}
}

func same(x, y json.RawMessage) bool {
	var a, b any
	if json.Unmarshal(x, &a) != nil || json.Unmarshal(y, &b) != nil {
		return false
	}
	p, _ := json.Marshal(a)
	q, _ := json.Marshal(b)
	return bytes.Equal(p, q)
}

func (m *merger) options(prefix string, into *map[string]json.RawMessage, from map[string]json.RawMessage) {
	if from == nil {
		return
	}
	if *into == nil {
		*into = map[string]json.RawMessage{}
	}
	for key, value := range from {
		if before, ok := (*into)[key]; ok && !same(before, value) {
			m.daemon.Conflicts = append(m.daemon.Conflicts, prefix+key)
		}
		(*into)[key] = value
	}
}

func (m *merger) document(name string, into *json.RawMessage, from json.RawMessage) {
	if from == nil {
		return
	}
	if *into != nil && !same(*into, from) {
		m.daemon.Conflicts = append(m.daemon.Conflicts, name)
	}
	*into = from
}

// network adds a network; what was inspected counts before what was listed.
func (m *merger) network(n document.DaemonNetwork) {
	i := slices.IndexFunc(m.daemon.Networks, func(o document.DaemonNetwork) bool { return o.Name == n.Name && o.Driver == n.Driver })
	switch {
	case i < 0:
		m.daemon.Networks = append(m.daemon.Networks, n)
	case m.daemon.Networks[i].Options == nil || n.Options != nil:
		m.daemon.Networks[i] = n
	}
}

// effective merges the defaults, daemon.json and the command line.
func (m *merger) effective() {
	d := m.daemon
	if d.Config == nil && d.Flags == nil {
		if m.given != nil {
			d.Effective = defaults()
			maps.Copy(d.Effective, m.given)
		}
		return
	}
	null := json.RawMessage("null")
	d.Effective = defaults()
	if m.opaque {
		m.warnings = append(m.warnings, "the daemon's command line has variables: options that are not set elsewhere are not known")
		for key := range configKeys() {
			d.Effective[key] = null
		}
	}
	maps.Copy(d.Effective, d.Config)
	for _, key := range m.doubtful {
		d.Effective[key] = null
	}
	for key, value := range d.Flags {
		if _, twice := d.Config[key]; twice {
			d.Conflicts = append(d.Conflicts, key)
		}
		d.Effective[key] = value
	}
	maps.Copy(d.Effective, m.given)
	if d.Flags == nil {
		m.warnings = append(m.warnings, "the daemon's command line is not given: its options are taken to be those of daemon.json")
	}
	if d.Config == nil {
		m.warnings = append(m.warnings, "daemon.json is not given: the daemon's options are taken to be those of its command line")
	}
}

// observed compares what the daemon says of itself with how it is configured: they
// differ where it was not started again after a change.
func (m *merger) observed() {
	var info struct {
		LoggingDriver, Driver, ServerVersion  *string
		LiveRestoreEnabled, ExperimentalBuild *bool
	}
	var version struct{ Server *struct{ Version string } }
	if json.Unmarshal(m.daemon.Info, &info) != nil {
		return
	}
	differ(m, "info.LoggingDriver", "log-driver", info.LoggingDriver)
	differ(m, "info.Driver", "storage-driver", info.Driver)
	differ(m, "info.LiveRestoreEnabled", "live-restore", info.LiveRestoreEnabled)
	differ(m, "info.ExperimentalBuild", "experimental", info.ExperimentalBuild)
	if json.Unmarshal(m.daemon.Version, &version) == nil && version.Server != nil && info.ServerVersion != nil &&
		*info.ServerVersion != version.Server.Version {
		m.daemon.Conflicts = append(m.daemon.Conflicts, "info.ServerVersion")
	}
}

func differ[T comparable](m *merger, name, key string, seen *T) {
	var configured *T
	if seen != nil && json.Unmarshal(m.daemon.Effective[key], &configured) == nil && configured != nil && *configured != *seen {
		m.daemon.Conflicts = append(m.daemon.Conflicts, name)
	}
}
