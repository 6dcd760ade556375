package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseReference(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in   string
		want Reference
	}{
		{"ubuntu", Reference{"docker.io", "ubuntu", "latest", ""}},
		{" ubuntu\n", Reference{"docker.io", "ubuntu", "latest", ""}},
		{"docker.io/library/ubuntu:1", Reference{"docker.io", "library/ubuntu", "1", ""}},
		{"localhost/foo:1", Reference{"localhost", "foo", "1", ""}},
		{"localhost.localdomain/foo", Reference{"localhost.localdomain", "foo", "latest", ""}},
		{"localbuild/foo", Reference{"localbuild", "foo", "latest", ""}},
		{"localhost:5000/foo", Reference{"localhost:5000", "foo", "latest", ""}},
		{"host:/x", Reference{"host", "x", "latest", ""}},
		{"myhost/foo:1", Reference{"docker.io", "myhost/foo", "1", ""}},
		{"LOCALHOST/foo", Reference{"docker.io", "LOCALHOST/foo", "latest", ""}},
		{"reg.example.com:443/a/b:t", Reference{"reg.example.com:443", "a/b", "t", ""}},
		{"[::1]:5000/x", Reference{"[::1]:5000", "x", "latest", ""}},
		{"foo.bar:80", Reference{"docker.io", "foo.bar", "80", ""}},
		{"quay.io/x:", Reference{"quay.io", "x", "latest", ""}},
		{"docker.io/ubuntu@sha256:abc", Reference{"docker.io", "ubuntu", "", "sha256:abc"}},
		{"foo/bar:1@sha256:aa", Reference{"docker.io", "foo/bar", "1", "sha256:aa"}},
		{"sha256:abc", Reference{"docker.io", "", "", "sha256:abc"}},
		{strings.Repeat("aB", 32), Reference{}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, ParseReference(test.in)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.in, diff)
		}
	}
}
