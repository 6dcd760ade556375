package benchmarks_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/controls"
)

// witness is a subject, and what it makes of some controls: their ids, with spaces
// between them.
type witness struct {
	name    string
	subject subject

	pass, fail, unknown, manual, notApplicable string
}

// wants are the states that the witness expects, by control.
func (w witness) wants() map[string]string {
	wants := map[string]string{}
	for state, list := range map[string]string{
		controls.Pass: w.pass, controls.Fail: w.fail, controls.Unknown: w.unknown,
		controls.ManualState: w.manual, controls.NotApplicable: w.notApplicable,
	} {
		for id := range strings.FieldsSeq(list) {
			wants[id] = state
		}
	}
	return wants
}

// lacks says why no subject can bring controls into some of the states that every
// control is to have a witness of.
type lacks struct {
	controls, states, why string
}

// checkWitnesses judges the witnesses as a report does, and demands of every control of
// the bundle one that passes, one that fails and one whose facts are missing, but for
// what is listed as impossible.
func checkWitnesses(t *testing.T, bundle string, witnesses []witness, impossible []lacks) {
	t.Helper()
	seen := map[string]bool{}
	for _, w := range witnesses {
		for id, state := range w.wants() {
			seen[id+" "+state] = true
		}
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			report := judge(t, bundle, w.subject).Controls
			for id, want := range w.wants() {
				if got := outcome(t, report, id); got.State != want {
					t.Errorf("%s: got %s (%q, %+v), want %s", id, got.State, got.Reasons, got.Evidence, want)
				}
			}
		})
	}
	excused := map[string]bool{}
	for _, l := range impossible {
		for id := range strings.FieldsSeq(l.controls) {
			for state := range strings.FieldsSeq(l.states) {
				excused[id+" "+state] = true
				if seen[id+" "+state] {
					t.Errorf("%s is %s in some case, though it is said that it cannot be: %s", id, state, l.why)
				}
			}
		}
	}
	nothing := judge(t, bundle, nothingKnown()).Controls
	for _, c := range nothing.Controls {
		if want := []string{controls.Unknown, controls.ManualState}; !slices.Contains(want, c.State) {
			t.Errorf("%s with nothing known: got %s, want one of %q", c.ID, c.State, want)
		}
		for _, state := range []string{controls.Pass, controls.Fail, controls.Unknown} {
			if key := c.ID + " " + state; !seen[key] && !excused[key] {
				t.Errorf("%s: no case has the state %s", c.ID, state)
			}
		}
	}
}

// nothingKnown is an image of which only the name is known.
func nothingKnown() subject {
	return subject{document: `{"schema_version": "1", "image": {"registry": "docker.io", "repository": "x", "tag": null, "digest": null, "id": null}, "searched": {"sections": ["image"]}}`}
}
