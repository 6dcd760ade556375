package pyre_test

import (
	"encoding/json"
	"errors"
	"math/big"
	"os"
	"regexp"
	"testing"
	"time"

	"github.com/dlclark/regexp2"

	"github.com/pratique-dev/pratique/translate/pyre"
)

// recording is testdata/python.json: what Python's re answers (see record.py).
type recording struct {
	Subjects []string `json:"subjects"`
	// Cases are [pattern, match, search], two sets of subjects as hexadecimal
	// bit fields, or [pattern, message, position].
	Cases [][3]any `json:"cases"`
}

// loadRecording reads the recording, or the one that PYRE_RECORDING names.
func loadRecording(t *testing.T) recording {
	t.Helper()
	path := "testdata/python.json"
	if other := os.Getenv("PYRE_RECORDING"); other != "" {
		path = other
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var r recording
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// answers is the bit field of the subjects for which matches says yes.
func answers(subjects []string, matches func(string) bool) string {
	n := new(big.Int)
	for i, s := range subjects {
		if matches(s) {
			n.SetBit(n, i, 1)
		}
	}
	return n.Text(16)
}

func TestRecordedPatterns(t *testing.T) {
	t.Parallel()
	r := loadRecording(t)
	var invalid, translated, unsupported int
	for _, c := range r.Cases {
		pattern := c[0].(string)
		if pos, ok := c[2].(float64); ok {
			invalid++
			checkInvalid(t, pattern, c[1].(string), int(pos))
			continue
		}
		match, err := pyre.Match(pattern)
		var u *pyre.UnsupportedError
		if errors.As(err, &u) {
			unsupported++
		} else if err != nil {
			t.Errorf("%q: got error %v, want a translation", pattern, err)
			continue
		} else {
			translated++
			checkRE2(t, pattern, match, c[1].(string), r.Subjects)
		}
		if search, err := pyre.Search(pattern); err == nil {
			checkRE2(t, pattern, search, c[2].(string), r.Subjects)
		} else if !errors.As(err, &u) {
			t.Errorf("%q: got error %v from Search, want a translation", pattern, err)
		}
		checkRegexp2(t, pattern, c[1].(string), r.Subjects)
	}
	t.Logf("%d invalid, %d translated, %d unsupported", invalid, translated, unsupported)
	if unsupported*15 > translated {
		t.Errorf("got %d of %d patterns unsupported, want at most a fifteenth", unsupported, unsupported+translated)
	}
}

func checkInvalid(t *testing.T, pattern, msg string, pos int) {
	t.Helper()
	_, err := pyre.Match(pattern)
	if e, ok := errors.AsType[*pyre.SyntaxError](err); !ok {
		t.Errorf("%q: got error %v, want %q at %d", pattern, err, msg, pos)
	} else if e.Msg != msg || e.Pos != pos {
		t.Errorf("%q: got %q at %d, want %q at %d", pattern, e.Msg, e.Pos, msg, pos)
	}
}

func checkRE2(t *testing.T, pattern, re2, want string, subjects []string) {
	t.Helper()
	compiled, err := regexp.Compile(re2)
	if err != nil {
		t.Errorf("%q: translation does not compile: %v", pattern, err)
		return
	}
	if got := answers(subjects, compiled.MatchString); got != want {
		t.Errorf("%q as %q: wrong on %q", pattern, re2, difference(subjects, got, want))
	}
}

func checkRegexp2(t *testing.T, pattern, want string, subjects []string) {
	t.Helper()
	text, err := pyre.Regexp2(pattern)
	if err != nil {
		t.Errorf("%q: got error %v from Regexp2", pattern, err)
		return
	}
	compiled, err := regexp2.Compile(text, regexp2.None)
	if err != nil {
		t.Errorf("%q: Regexp2's %q does not compile: %v", pattern, text, err)
		return
	}
	compiled.MatchTimeout = 10 * time.Second
	got := answers(subjects, func(s string) bool {
		ok, err := compiled.MatchString(s)
		if err != nil {
			t.Errorf("%q on %q: %v", pattern, s, err)
		}
		return ok
	})
	if got != want {
		t.Errorf("%q as %q for regexp2: wrong on %q", pattern, text, difference(subjects, got, want))
	}
}

// difference lists the subjects on which two bit fields differ.
func difference(subjects []string, got, want string) []string {
	g, _ := new(big.Int).SetString(got, 16)
	w, _ := new(big.Int).SetString(want, 16)
	var wrong []string
	for i, s := range subjects {
		if g.Bit(i) != w.Bit(i) {
			wrong = append(wrong, s)
		}
	}
	return wrong
}
