package host

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// written are the lines without empty ones and comments, trimmed.
func written(lines []string) []string {
	var out []string
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}

// readAuditLog leaves out what ausearch prints between the records of two events.
func readAuditLog(h *document.Host, lines []string) error {
	h.AuditLog = []string{}
	for _, line := range written(lines) {
		if line != "----" && line != "<no matches>" && !strings.HasPrefix(line, "time->") {
			h.AuditLog = append(h.AuditLog, line)
		}
	}
	return nil
}

func readAuditRules(h *document.Host, lines []string) error {
	h.AuditRules = []string{}
	for _, line := range written(lines) {
		switch {
		case line == "No rules":
		case line[0] == '-':
			h.AuditRules = append(h.AuditRules, line)
		default:
			return fmt.Errorf("%.100q is not an audit rule", line)
		}
	}
	return nil
}

func readGroups(h *document.Host, lines []string) error {
	h.Groups = map[string]document.HostGroup{}
	for _, line := range written(lines) {
		fields := strings.Split(line, ":")
		if line == "+" || strings.HasPrefix(line, "+:") {
			continue // NIS
		}
		if len(fields) != 4 {
			return fmt.Errorf("a line has %d fields instead of 4", len(fields))
		}
		gid, err := strconv.ParseUint(fields[2], 10, 32)
		if err != nil {
			return fmt.Errorf("the group %.60q has no number", fields[0])
		}
		group := document.HostGroup{GID: int(gid), Members: []string{}}
		for member := range strings.SplitSeq(fields[3], ",") {
			if member = strings.TrimSpace(member); member != "" {
				group.Members = append(group.Members, member)
			}
		}
		h.Groups[fields[0]] = group
	}
	return nil
}

func readMounts(h *document.Host, lines []string) error {
	printed := regexp.MustCompile(`^(\S+) on (/.*) type (\S+) \((.*)\)$`)
	h.Mounts = []document.HostMount{}
	for _, line := range written(lines) {
		var m document.HostMount
		if parts := printed.FindStringSubmatch(line); parts != nil {
			m = document.HostMount{Source: parts[1], Target: parts[2], Type: parts[3], Options: strings.Split(parts[4], ",")}
		} else {
			fields := strings.Fields(line)
			if len(fields) < 4 || len(fields) > 6 {
				return fmt.Errorf("a line has %d fields instead of 4 to 6", len(fields))
			}
			m = document.HostMount{Source: unescape(fields[0]), Target: unescape(fields[1]), Type: fields[2], Options: strings.Split(fields[3], ",")}
		}
		h.Mounts = append(h.Mounts, m)
	}
	return nil
}

// unescape reads the octal escapes of fstab(5).
func unescape(field string) string {
	if !strings.Contains(field, `\`) {
		return field
	}
	return regexp.MustCompile(`\\[0-3][0-7]{2}`).ReplaceAllStringFunc(field, func(octal string) string {
		n, _ := strconv.ParseUint(octal[1:], 8, 8)
		return string([]byte{byte(n)})
	})
}

// readEnvironment keeps what concerns docker: an environment has secrets, and the
// lines of a value that has several are not told from variables.
func readEnvironment(h *document.Host, lines []string) error {
	h.Environment = map[string]string{}
	kept := strings.Fields(`DOCKER_API_VERSION DOCKER_BUILDKIT DOCKER_CERT_PATH DOCKER_CONFIG DOCKER_CONTENT_TRUST
		DOCKER_CONTENT_TRUST_SERVER DOCKER_CONTEXT DOCKER_DEFAULT_PLATFORM DOCKER_HOST DOCKER_TLS DOCKER_TLS_VERIFY`)
	variables := false
	for _, line := range lines {
		name, value, found := strings.Cut(strings.TrimPrefix(line, "export "), "=")
		variables = variables || found
		if found && slices.Contains(kept, name) {
			h.Environment[name] = strings.Trim(value, `"'`)
		}
	}
	if !variables {
		return errors.New("no variable in it")
	}
	return nil
}
