// Package history reads the created_by texts of an image's history: which
// Dockerfile instruction an entry stands for, and which tool wrote it.
package history

import (
	"regexp"
	"slices"
	"strings"
)

// Builders as Parse names them.
const (
	Docker   = "docker"
	Buildkit = "buildkit"
	Kaniko   = "kaniko"
	Buildah  = "buildah"
)

// Entry is one entry of a history, as far as it says what made it.
type Entry struct {
	CreatedBy, Author, Comment string
}

// Parse reads one entry's created_by. The instruction is upper-case and the value
// what a Dockerfile would have after it: lists in JSON, ports without Go's map
// syntax, a RUN without the shell and the build arguments before it, a
// HEALTHCHECK with its flags. All three are nil where the text says nothing of
// the kind.
//
// The builder is a guess where the author does not say it. buildah and podman write as
// Docker does, but for what buildah puts behind an instruction about how it was built, and its
// case, which is that of the Dockerfile. kaniko writes as BuildKit does but for RUN, COPY and
// ADD, and in the Dockerfile's case too, so that its other entries count as BuildKit's where no
// author is named.
func Parse(e Entry) (instruction, value, builder *string) {
	text := strings.TrimSpace(e.CreatedBy)
	if text == "" {
		return nil, nil, nil
	}
	if e.Author == "kaniko" {
		if instruction, value, _ := parseInstruction(cutAnyCase(text)); instruction != nil {
			return found(*instruction, *value, Kaniko)
		}
	}
	if command, ok := strings.CutPrefix(text, "mount / from exec "); ok { // BuildKit without a Dockerfile
		if command, ok := cutShell(command); ok {
			return found("RUN", command, Buildkit)
		}
	}
	writer := Docker
	if plain, ok := cutBuildah(text); ok {
		text, writer = plain, Buildah
	}
	// The classic Docker builder, and buildah after it, runs a comment that does
	// nothing for everything but a RUN.
	if head, rest, ok := strings.Cut(text, "#(nop)"); ok && isShell(head) {
		if word, rest := cutAnyCase(strings.TrimSpace(rest)); word != "" {
			return found(word, dockerfileText(word, rest), writer)
		}
		return nil, nil, &writer
	}
	if word, rest, ok := cutInstruction(text); ok {
		return parseInstruction(word, rest)
	}
	if command, ok := cutShell(text); ok {
		return found("RUN", command, writer)
	}
	if tool := toolOf(text); tool != "" {
		return nil, nil, &tool
	}
	return nil, nil, nil
}

// parseInstruction reads an entry that begins with the instruction itself, as
// BuildKit and kaniko write it.
func parseInstruction(word, rest string) (instruction, value, builder *string) {
	if word == "" {
		return nil, nil, nil
	}
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

// cutAnyCase splits a text whose first word is an instruction in any case; word is "" where it
// is none.
func cutAnyCase(text string) (word, rest string) {
	word, rest, _ = strings.Cut(text, " ")
	if word = strings.ToUpper(word); !slices.Contains(instructions(), word) {
		return "", ""
	}
	return word, strings.TrimSpace(rest)
}

// behind is what buildah puts behind an instruction that was built with options which the
// result depends on: |force-mtime=10|inheritLabels=false. Its names have a dash or a capital within,
// which tells them from a shell's variables and from most of what labels hold.
var behind = regexp.MustCompile(`(?:\s*\|[a-z]+(?:-[a-z]+|[A-Z][A-Za-z]*)+=[^\s|"']*)+$`)

// cutBuildah removes it from an entry in Docker's notation.
func cutBuildah(text string) (plain string, ok bool) {
	if !strings.Contains(text, "#(nop)") {
		if _, ok := cutShell(text); !ok {
			return text, false
		}
	}
	at := behind.FindStringIndex(text)
	if at == nil {
		return text, false
	}
	return text[:at[0]], true
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
