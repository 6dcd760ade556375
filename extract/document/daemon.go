package document

import "encoding/json"

// Daemon is what is known of one Docker daemon. A part that nobody supplied is
// absent; one that was supplied and is empty is there and empty.
type Daemon struct {
	// Config is daemon.json.
	Config map[string]json.RawMessage `json:"config,omitzero"`
	// Flags are the options of dockerd's command line, under the names that they have
	// in daemon.json.
	Flags map[string]json.RawMessage `json:"flags,omitzero"`
	// Effective merges dockerd's defaults, Config and Flags. An option without a
	// default that is not set is absent, one that could not be read is null. The whole is
	// absent where neither Config nor Flags was supplied.
	Effective map[string]json.RawMessage `json:"effective,omitzero"`
	Info      json.RawMessage            `json:"info,omitzero"`    // docker info
	Version   json.RawMessage            `json:"version,omitzero"` // docker version
	Networks  []DaemonNetwork            `json:"networks,omitzero"`
	// Conflicts are options that stand in Config and in Flags (dockerd does not start
	// then), and facts that two files tell differently: names, sorted.
	Conflicts []string `json:"conflicts"`
	// Unsupported are options that are not known, without their values, sorted.
	Unsupported []string `json:"unsupported"`
}

// DaemonNetwork is one network of docker network inspect; from docker network ls,
// where Options and Containers are null, since it does not tell them.
type DaemonNetwork struct {
	Name       string            `json:"name"`
	ID         string            `json:"id"`
	Driver     string            `json:"driver"`
	Scope      string            `json:"scope"`
	Internal   *bool             `json:"internal"`
	Options    map[string]string `json:"options"`
	Containers []string          `json:"containers"` // names, sorted
}
