package dockerd

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/pratique-dev/pratique/extract/internal/shellread"
)

// isUnit tells a systemd unit; its first line may look like JSON.
func isUnit(data []byte) bool {
	return regexp.MustCompile(`(?m)^[ \t]*(?:\[Service\]|ExecStart[ \t]*=)`).Match(data)
}

// text reads what is no JSON: a command line or a systemd unit.
func (f *Facts) text(data []byte) error {
	switch {
	case bytes.IndexByte(data, 0) >= 0:
		// /proc/PID/cmdline
		var words []shellread.Word
		for word := range bytes.SplitSeq(bytes.TrimRight(data, "\x00\n"), []byte{0}) {
			words = append(words, shellread.Word{Text: string(word)})
		}
		if f.commandLine(words) {
			return nil
		}
		return errors.New("it is the command line of another program")
	case isUnit(data):
		return f.unit(string(data))
	case regexp.MustCompile(`(?m)^[ \t]*Server Version:`).Match(data):
		return errors.New("it is docker info as text; docker info --format '{{json .}}' prints JSON")
	}
	commands, err := shellread.Commands(string(data))
	if err != nil {
		return fmt.Errorf("reading a command line: %w", err)
	}
	for _, command := range commands {
		if f.commandLine(command.Words) {
			return nil
		}
	}
	return errors.New("it is none of JSON, a dockerd command line and a systemd unit")
}

// unit reads the ExecStart of a systemd unit or drop-in.
func (f *Facts) unit(text string) error {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\\\n", " ")
	environment := map[string]string{}
	start, section := "", ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || line[0] == ';' {
			continue
		}
		if line[0] == '[' {
			section = line
			continue
		}
		key, value, _ := strings.Cut(line, "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		if section != "[Service]" && section != "" {
			continue
		}
		switch key {
		case "ExecStart":
			start = value // empty: what came before does not count
		case "Environment":
			assign(environment, value)
		case "EnvironmentFile":
			f.warnings = append(f.warnings, f.name+": the variables of an EnvironmentFile are not read")
		}
	}
	if start == "" {
		f.warnings = append(f.warnings, f.name+": it starts nothing")
		return nil
	}
	words, err := systemdWords(strings.TrimLeft(start, "@-:+!"), environment)
	if err != nil {
		return err
	}
	if !f.commandLine(words) {
		return errors.New("its ExecStart is not dockerd")
	}
	return nil
}

// assign reads Environment="A=b c" D=e.
func assign(environment map[string]string, value string) {
	commands, err := shellread.Commands("env " + value)
	if err != nil || len(commands) != 1 {
		return
	}
	for _, word := range commands[0].Words[1:] {
		if name, text, found := strings.Cut(word.Text, "="); found {
			environment[name] = text
		}
	}
}

// systemdWords splits a command as systemd does: quotes as in a shell, $NAME as a
// word of its own into its words, ${NAME} into one.
func systemdWords(command string, environment map[string]string) ([]shellread.Word, error) {
	commands, err := shellread.Commands(command)
	if err != nil {
		return nil, fmt.Errorf("reading ExecStart: %w", err)
	}
	if len(commands) == 0 {
		return nil, errors.New("ExecStart has no command")
	}
	var words []shellread.Word
	for _, word := range commands[0].Words {
		name := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(word.Text, "$"), "{"), "}")
		value, ok := environment[name]
		switch {
		case !word.Expands || !strings.HasPrefix(word.Text, "$") || !ok:
			words = append(words, word)
		case strings.HasPrefix(word.Text, "${"):
			words = append(words, shellread.Word{Text: value})
		default:
			for text := range strings.FieldsSeq(value) {
				words = append(words, shellread.Word{Text: text})
			}
		}
	}
	return words, nil
}
