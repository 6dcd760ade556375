package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// full is a device without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// TestFullDevice holds that nothing ends well whose output is lost, be it help or a list.
func TestFullDevice(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"--help", "eval --help", "gates", "gates dockerfile", "bundle list", "version", "completion bash", "config", "help"} {
		var stderr bytes.Buffer
		code := run(t.Context(), append([]string{"pratique"}, strings.Fields(line)...), strings.NewReader(""), full{}, &stderr)
		if code != codeNoDecision || !strings.Contains(stderr.String(), "pratique: ") {
			t.Errorf("%s: exit %d, %q, want 2 and a reason", line, code, stderr.String())
		}
	}
}
