package containers

import "strings"

// securityOptions reads docker's --security-opt values into the fields that say the
// same: NAME=VALUE, and NAME:VALUE of old. Those that are no known option come back.
func (b *builder) securityOptions(options []string) (unknown []string) {
	for _, option := range options {
		name, value, found := strings.Cut(option, "=")
		if !found {
			name, value, found = strings.Cut(option, ":")
		}
		switch {
		case name == "no-new-privileges":
			switch {
			case !found || value == "true":
				b.c.NoNewPrivileges = new(true)
			case value == "false":
				b.c.NoNewPrivileges = new(false)
			default:
				b.c.NoNewPrivileges = nil
				unknown = append(unknown, name)
			}
		case !found || value == "":
			unknown = append(unknown, name)
		case name == "seccomp":
			b.c.SeccompProfile = new(seccompName(value))
		case name == "apparmor":
			b.c.AppArmorProfile = new(value)
		case name == "label", name == "systempaths", name == "mask", name == "unmask", name == "credentialspec":
		default:
			unknown = append(unknown, name)
		}
	}
	return unknown
}

// seccompName names a profile; docker inspect has the whole of one, as JSON.
func seccompName(value string) string {
	switch {
	case value == "default" || value == "builtin":
		return ""
	case strings.HasPrefix(value, "{"):
		return "custom"
	}
	return value
}
