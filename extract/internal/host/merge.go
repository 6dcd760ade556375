package host

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/pratique-dev/pratique/extract/document"
)

// Merge puts what several files say of one host together: entries of maps by their
// key, a later one over an earlier one, and lists one after the other. The warnings
// are sentences without a full stop, of what the files tell differently.
func Merge(parts ...*document.Host) (*document.Host, []string) {
	h := &document.Host{}
	var warnings []string
	for _, p := range parts {
		warnings = append(warnings, mergeMap("environment", &h.Environment, p.Environment)...)
		warnings = append(warnings, mergeMap("files", &h.Files, p.Files)...)
		warnings = append(warnings, mergeMap("groups", &h.Groups, p.Groups)...)
		h.Mounts = mergeList(h.Mounts, p.Mounts)
		h.AuditRules = mergeList(h.AuditRules, p.AuditRules)
		h.Listeners = mergeList(h.Listeners, p.Listeners)
		h.AuditLog = mergeList(h.AuditLog, p.AuditLog)
	}
	return h, warnings
}

func mergeMap[V any](section string, into *map[string]V, from map[string]V) []string {
	if from == nil {
		return nil
	}
	if *into == nil {
		*into = map[string]V{}
	}
	var warnings []string
	for _, key := range slices.Sorted(maps.Keys(from)) {
		if before, ok := (*into)[key]; ok && !reflect.DeepEqual(before, from[key]) {
			warnings = append(warnings, fmt.Sprintf("host %s: two files differ in %.100q; the later one counts", section, key))
		}
		(*into)[key] = from[key]
	}
	return warnings
}

func mergeList[V any](into, from []V) []V {
	if from == nil {
		return into
	}
	return append(append(make([]V, 0, len(into)+len(from)), into...), from...)
}
