package containers

import (
	"errors"
	"strings"

	"github.com/pratique-dev/pratique/extract/internal/shellread"
	"github.com/pratique-dev/pratique/extract/internal/yamlread"
)

var (
	// errInterpolated is a value with a variable of the caller's environment, which
	// is not known even where it has a default.
	errInterpolated = errors.New("it has a variable")
	errShape        = errors.New("it has another shape")
)

// composeText is a scalar without variables.
func composeText(value any) (string, error) {
	text, ok := yamlread.Text(value)
	if !ok {
		return "", errShape
	}
	plain := strings.ReplaceAll(text, "$$", "")
	if strings.Contains(plain, "$") {
		return "", errInterpolated
	}
	return strings.ReplaceAll(text, "$$", "$"), nil
}

// composeBool is a truth value as compose reads it: also in the words of YAML 1.1.
func composeBool(value any) (bool, error) {
	text, err := composeText(value)
	if err != nil {
		return false, err
	}
	switch strings.ToLower(text) {
	case "true", "y", "yes", "on":
		return true, nil
	case "false", "n", "no", "off":
		return false, nil
	}
	return false, errShape
}

// composeTexts is a list of scalars, or one, without variables.
func composeTexts(value any) ([]string, error) {
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	out := make([]string, 0, len(list))
	var all error
	for _, item := range list {
		text, err := composeText(item)
		if err != nil {
			all = errors.Join(all, err)
			continue
		}
		out = append(out, text)
	}
	return out, all
}

// verbatim is a scalar as written; its variables stay.
func verbatim(value any) (string, bool) {
	text, ok := yamlread.Text(value)
	return strings.ReplaceAll(text, "$$", "$"), ok
}

// composeArgv reads a command: a list, or a text that compose splits like a shell.
func composeArgv(value any) ([]string, error) {
	if list, ok := value.([]any); ok {
		argv := make([]string, 0, len(list))
		for _, item := range list {
			text, ok := verbatim(item)
			if !ok {
				return nil, errShape
			}
			argv = append(argv, text)
		}
		return argv, nil
	}
	text, ok := verbatim(value)
	if !ok {
		return nil, errShape
	}
	if strings.TrimSpace(text) == "" {
		return []string{}, nil
	}
	// Compose knows words and quotes, no operators.
	if commands, err := shellread.Commands(text); err == nil && len(commands) == 1 && commands[0].Text == strings.TrimSpace(text) {
		return texts(commands[0].Words), nil
	}
	return strings.Fields(text), nil
}

// composeMap reads a mapping of scalars or a list of NAME=VALUE, verbatim; a name
// without value has nil.
func composeMap(value any) (map[string]*string, error) {
	m := mapping(pairs(value))
	if m == nil {
		return nil, errShape
	}
	out := make(map[string]*string, len(m))
	for name, v := range m {
		if v == nil {
			out[name] = nil
			continue
		}
		text, ok := verbatim(v)
		if !ok {
			return nil, errShape
		}
		out[name] = &text
	}
	return out, nil
}
