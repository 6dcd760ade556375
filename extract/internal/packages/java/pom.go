package java

import "strings"

// POM is a pom.properties, which Maven puts into every archive that it builds. The version is ""
// where it says none.
type POM struct {
	Group, Artifact, Version string
}

// readPOM reads the three properties. Values of Maven coordinates need none of
// the escapes that property files may have. Group and artifact that it does not say stand in
// its own name, META-INF/maven/GROUP/ARTIFACT/pom.properties.
func readPOM(name string, data []byte) POM {
	var p POM
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		at := strings.IndexAny(line, "=:")
		if at < 0 || line[0] == '#' || line[0] == '!' {
			continue
		}
		value := filled(line[at+1:])
		switch strings.TrimSpace(line[:at]) {
		case "groupId":
			p.Group = value
		case "artifactId":
			p.Artifact = value
		case "version":
			p.Version = value
		}
	}
	if parts := strings.Split(name, "/"); len(parts) == 5 && parts[1] == "maven" && parts[4] == "pom.properties" {
		p.Group, p.Artifact = first(p.Group, parts[2]), first(p.Artifact, parts[3])
	}
	return p
}

// filled is a value without the white space around it, "" where it is one that the build
// should have replaced: ${project.version}, @VERSION@.
func filled(value string) string {
	value = strings.TrimSpace(value)
	if strings.Contains(value, "${") || len(value) > 2 && value[0] == '@' && value[len(value)-1] == '@' {
		return ""
	}
	return value
}
