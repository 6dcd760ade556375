package java

import "strings"

// POM is a pom.properties, which Maven puts into every archive that it builds.
type POM struct {
	Group, Artifact, Version string
}

// readPOM reads the three properties. Values of Maven coordinates need none of
// the escapes that property files may have.
func readPOM(data []byte) POM {
	var p POM
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		at := strings.IndexAny(line, "=:")
		if at < 0 || line[0] == '#' || line[0] == '!' {
			continue
		}
		value := strings.TrimSpace(line[at+1:])
		switch strings.TrimSpace(line[:at]) {
		case "groupId":
			p.Group = value
		case "artifactId":
			p.Artifact = value
		case "version":
			p.Version = value
		}
	}
	return p
}
