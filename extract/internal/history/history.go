// Package history reads the created_by texts of an image's history: which
// Dockerfile instruction an entry stands for, and which tool wrote it.
package history

import (
	"slices"
	"strings"
)

// Builders as Parse names them.
const (
	Docker   = "docker"
	Buildkit = "buildkit"
	Kaniko   = "kaniko"
)

// Parse reads one created_by text. The instruction is upper-case and the value
// what a Dockerfile would have after it: lists in JSON, ports without Go's map
// syntax, a RUN without the shell and the build arguments before it, a
// HEALTHCHECK with its flags. All three are nil where the text says nothing of
// the kind.
//
// The builder is a guess from the text alone. buildah and podman write as Docker
// does. kaniko writes as BuildKit does but for RUN, COPY and ADD, so its other
// entries count as BuildKit's.
func Parse(createdBy string) (instruction, value, builder *string) {
	text := strings.TrimSpace(createdBy)
	if text == "" {
		return nil, nil, nil
	}
	// The classic Docker builder, and buildah after it, runs a comment that does
	// nothing for everything but a RUN.
	if head, rest, ok := strings.Cut(text, "#(nop)"); ok && isShell(head) {
		if word, rest, ok := cutInstruction(strings.TrimSpace(rest)); ok {
			return found(word, dockerfileText(word, rest), Docker)
		}
		writer := Docker
		return nil, nil, &writer
	}
	if word, rest, ok := cutInstruction(text); ok {
		return parseInstruction(word, rest)
	}
	if command, ok := cutShell(text); ok {
		return found("RUN", command, Docker)
	}
	if tool := toolOf(text); tool != "" {
		return nil, nil, &tool
	}
	return nil, nil, nil
}

// parseInstruction reads an entry that begins with the instruction itself, as
// BuildKit and kaniko write it.
func parseInstruction(word, rest string) (instruction, value, builder *string) {
	rest, marked := strings.CutSuffix(rest, "# buildkit")
	rest = strings.TrimSpace(rest)
	writer := Buildkit
	// BuildKit marks each entry that has a layer, so one without is kaniko's.
	if !marked && slices.Contains([]string{"RUN", "COPY", "ADD"}, word) {
		writer = Kaniko
	}
	if word == "RUN" {
		command, ok := cutShell(rest)
		if ok {
			rest, writer = command, Buildkit
		}
		return found(word, rest, writer)
	}
	return found(word, dockerfileText(word, rest), writer)
}

func found(instruction, value, builder string) (_, _, _ *string) {
	return &instruction, &value, &builder
}

// cutInstruction splits a text that begins with an instruction in capitals, as
// all builders write it, so that a command named "add" is none.
func cutInstruction(text string) (word, rest string, ok bool) {
	word, rest, _ = strings.Cut(text, " ")
	return word, strings.TrimSpace(rest), slices.Contains(instructions(), word)
}

func instructions() []string {
	return []string{
		"ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL",
		"MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
	}
}

// dockerfileText is what a Dockerfile has after the instruction, given what
// builders print after it.
func dockerfileText(word, rest string) string {
	switch word {
	case "CMD", "ENTRYPOINT", "SHELL":
		return jsonList(rest)
	case "EXPOSE", "VOLUME":
		return mapKeys(rest)
	case "USER", "WORKDIR", "STOPSIGNAL":
		return unwrap(rest)
	case "HEALTHCHECK":
		return healthcheck(rest)
	case "ENV", "LABEL":
		return assignments(rest)
	}
	return rest
}
