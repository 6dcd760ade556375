package extract

import (
	"encoding/json"
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
		return json.Marshal(value)
	default:
		return nil, fmt.Errorf("its config is %.20s, not an object", data)
	}
}
