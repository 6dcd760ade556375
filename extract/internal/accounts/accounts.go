// Package accounts reads /etc/passwd, /etc/group and /etc/shadow. Hashes stay where
// they are: of a password it says only whether there is one.
package accounts

import (
	"bytes"
	"iter"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// States of a password.
const (
	Empty   = "empty"   // logs in without one
	Locked  = "locked"  // nothing that can be typed matches
	Set     = "set"     // a hash
	Unknown = "unknown" // it stands in /etc/shadow, which has no line for the user
)

// Parse reads the three files; nil stands for a file that is not there. Lines that
// are no account (too few fields, ids that are no numbers) are skipped, as the C
// library does.
func Parse(passwd, group, shadow []byte) *document.Accounts {
	shadowed := map[string]string{}
	for fields := range lines(shadow, 2) {
		if _, again := shadowed[fields[0]]; !again { // the first line counts
			shadowed[fields[0]] = state(fields[1])
		}
	}
	accounts := &document.Accounts{Users: []document.User{}, Groups: []document.Group{}}
	for fields := range lines(passwd, 7) {
		uid, uidOK := id(fields[2])
		gid, gidOK := id(fields[3])
		if !uidOK || !gidOK {
			continue
		}
		accounts.Users = append(accounts.Users, document.User{
			Name: fields[0], UID: uid, GID: gid, Home: fields[5], Shell: fields[6],
			Password: password(fields[0], fields[1], shadowed),
		})
	}
	for fields := range lines(group, 4) {
		gid, ok := id(fields[2])
		if !ok {
			continue
		}
		members := strings.FieldsFunc(fields[3], func(r rune) bool { return r == ',' })
		if members == nil {
			members = []string{}
		}
		accounts.Groups = append(accounts.Groups, document.Group{Name: fields[0], GID: gid, Members: members})
	}
	return accounts
}

// lines are the lines with at least n fields and a name, split at colons.
func lines(data []byte, n int) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for line := range bytes.Lines(data) {
			text := strings.TrimLeft(strings.TrimRight(string(line), "\r\n"), " \t")
			if text == "" || text[0] == '#' {
				continue
			}
			fields := strings.Split(strings.ToValidUTF8(text, "\uFFFD"), ":")
			if len(fields) < n || fields[0] == "" {
				continue
			}
			if !yield(fields) {
				return
			}
		}
	}
}

func id(text string) (int, bool) {
	n, err := strconv.ParseUint(text, 10, 32)
	return int(n), err == nil
}

func password(user, field string, shadowed map[string]string) string {
	if field != "x" {
		return state(field)
	}
	if found, ok := shadowed[user]; ok {
		return found
	}
	return Unknown
}

func state(field string) string {
	switch {
	case field == "":
		return Empty
	case field[0] == '!' || field[0] == '*':
		return Locked
	default:
		return Set
	}
}
