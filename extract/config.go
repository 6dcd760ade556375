package extract

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

// configKeys are the keys of an image's configuration as engines write them. Engines are
// written in Go, whose decoder takes "user" for User.
var configKeys = canonicalKeys(
	"ArgsEscaped", "AttachStderr", "AttachStdin", "AttachStdout", "Cmd", "Domainname", "Entrypoint", "Env", "ExposedPorts",
	"Healthcheck", "Hostname", "Image", "Labels", "MacAddress", "NetworkDisabled", "OnBuild", "OpenStdin", "Shell", "StdinOnce",
	"StopSignal", "StopTimeout", "Tty", "User", "Volumes", "WorkingDir",
)

var healthcheckKeys = canonicalKeys("Interval", "Retries", "StartInterval", "StartPeriod", "Test", "Timeout")

func canonicalKeys(names ...string) map[string]string {
	keys := map[string]string{}
	for _, name := range names {
		keys[jsonread.Fold(name)] = name
	}
	return keys
}

// engineKeys gives the keys of a configuration the names under which engines
// read them, so that rules find what takes effect.
func engineKeys(config map[string]any) error {
	if err := rename(config, configKeys); err != nil {
		return err
	}
	if health, ok := config["Healthcheck"].(map[string]any); ok {
		return rename(health, healthcheckKeys)
	}
	return nil
}

// engineConfig is an image's config as engines decode it.
type engineConfig struct {
	ArgsEscaped, AttachStderr, AttachStdin, AttachStdout, NetworkDisabled, OpenStdin, StdinOnce, Tty bool
	Domainname, Hostname, Image, MacAddress, StopSignal, User, WorkingDir                            string
	Cmd, Entrypoint, Env, OnBuild, Shell                                                             []string
	ExposedPorts, Volumes                                                                            map[string]struct{}
	Labels                                                                                           map[string]string
	StopTimeout                                                                                      *int
	Healthcheck                                                                                      *struct {
		Test                                          []string
		Interval, Timeout, StartPeriod, StartInterval int64
		Retries                                       int
	}
}

// typed is a config whose values have the types that engines take. Nothing runs an image with others, and rules
// would find nothing in them.
func typed(config map[string]any) (json.RawMessage, error) {
	for _, key := range []string{"Cmd", "Entrypoint", "Shell"} {
		if text, ok := config[key].(string); ok { // which Docker takes for a list of one
			config[key] = []any{text}
		}
	}
	text, err := json.Marshal(config)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, new(engineConfig)); err != nil {
		if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
			return nil, fmt.Errorf("its config has the wrong type for %[2]s (%[1]s), which no container engine takes", wrong.Value, wrong.Field)
		}
		return nil, err
	}
	return text, nil
}

func rename(object map[string]any, keys map[string]string) error {
	for key, value := range object {
		name, known := keys[jsonread.Fold(key)]
		if !known || name == key {
			continue
		}
		if _, again := object[name]; again {
			return fmt.Errorf("its config has the keys %q and %q, which container engines take for one", name, key)
		}
		delete(object, key)
		object[name] = value
	}
	return nil
}

// canonical is an image's config with its keys as engines read them, sorted, and numbers
// as they were; {} for none.
func canonical(data json.RawMessage) (json.RawMessage, error) {
	if len(data) == 0 {
		return json.RawMessage("{}"), nil
	}
	value, err := jsonread.Any(data)
	if err != nil {
		return nil, err
	}
	switch value := value.(type) {
	case nil:
		return json.RawMessage("{}"), nil
	case map[string]any:
		if err := engineKeys(value); err != nil {
			return nil, err
		}
		return typed(value)
	default:
		return nil, fmt.Errorf("its config is %.20s, not an object", data)
	}
}
