package controlstest_test

import (
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// running is a container alone, of whose image and Dockerfile nothing is known.
func running(t *testing.T, params ...string) subject {
	t.Helper()
	return subject{supplies: extract.SuppliedFiles{Runtime: extract.RuntimeFiles{Containers: []string{file(t, "run.txt", "docker run --user 10001 nginx\n")}}}, params: params}
}

// unreadable is a Dockerfile with a RUN that no shell could run.
func unreadable() subject {
	return subject{dockerfile: "FROM debian:12\nRUN apt-get update && echo \"\n"}
}

// forgotten is an image that does not say how it was built.
func forgotten() *testimage.Builder { return alpine().NoHistory() }

// trusting is a subject on whose host content trust is on or off.
func trusting(t *testing.T, s subject, value string) subject {
	t.Helper()
	s.supplies.Runtime.Host = []string{file(t, "host.json", `{"environment": {"DOCKER_CONTENT_TRUST": "`+value+`"}}`)}
	return s
}

// capable is a file with the capability cap_net_raw=ep.
func capable(path string) testimage.Entry {
	const netRaw = "\x01\x00\x00\x02\x00\x20\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
	return testimage.File(path, "x").PAX("SCHILY.xattr.security.capability", netRaw)
}

// exposing is alpine with exposed ports.
func exposing(ports ...string) *testimage.Builder {
	return set(func(c *v1.Config) {
		c.ExposedPorts = map[string]struct{}{}
		for _, port := range ports {
			c.ExposedPorts[port] = struct{}{}
		}
	})
}
