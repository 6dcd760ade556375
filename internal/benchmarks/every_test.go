package benchmarks_test

import (
	"maps"
	"slices"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pratique-dev/pratique/controls"
	"github.com/pratique-dev/pratique/inspection"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// checkEvery judges the cases, and demands of every control that the bundle's definition
// has one case that passes, one that fails and one whose facts are missing. What a control
// cannot come to is in cannot, "CONTROL STATE" with the reason; it must not be there in vain.
func checkEvery(t *testing.T, bundle string, cases []controlCase, cannot map[string]string) {
	t.Helper()
	definition, err := inspection.ReadControls(bundle, "")
	if err != nil {
		t.Fatal(err)
	}
	seen, wanted := map[string]bool{}, map[string]bool{}
	for _, tt := range cases {
		seen[tt.control+" "+tt.want] = true
		t.Run(tt.control+" "+tt.want+" "+tt.name, func(t *testing.T) {
			t.Parallel()
			got := outcome(t, judge(t, bundle, tt.subject).Controls, tt.control)
			if got.State != tt.want {
				t.Errorf("got %s (%q, %+v), want %s", got.State, got.Reasons, got.Evidence, tt.want)
			}
			if unsaid := tt.want == controls.Unknown || tt.want == controls.ManualState; unsaid && len(got.Reasons) == 0 {
				t.Errorf("%s without a reason", got.State)
			}
		})
	}
	for _, c := range definition.Controls {
		for _, state := range []string{controls.Pass, controls.Fail, controls.Unknown} {
			key := c.ID + " " + state
			wanted[key] = true
			if _, excused := cannot[key]; seen[key] == excused {
				t.Errorf("%s: there is a case: %v, and it is said that there cannot be one: %v", key, seen[key], excused)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(cannot)) {
		if !wanted[key] {
			t.Errorf("%s: no control has this state", key)
		}
	}
}

// running is a container alone, of whose image and Dockerfile nothing is known.
func running(t *testing.T, params ...string) subject {
	t.Helper()
	return subject{supplies: inspection.SupplyFiles{Runtime: inspection.RuntimeFiles{Containers: []string{file(t, "run.txt", "docker run --user 10001 nginx\n")}}}, params: params}
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
