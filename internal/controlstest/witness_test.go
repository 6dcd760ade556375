package controlstest_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
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

// each makes a witness of each case.
func each(cases ...controlCase) []witness {
	witnesses := make([]witness, 0, len(cases))
	for _, c := range cases {
		w := witness{name: c.control + " " + c.want + " " + c.name, subject: c.subject}
		switch c.want {
		case controls.Pass:
			w.pass = c.control
		case controls.Fail:
			w.fail = c.control
		case controls.Unknown:
			w.unknown = c.control
		case controls.ManualState:
			w.manual = c.control
		case controls.NotApplicable:
			w.notApplicable = c.control
		}
		witnesses = append(witnesses, w)
	}
	return witnesses
}

// checkWitnesses judges the witnesses as a report does, and demands of every control of
// the bundle one that passes, one that fails and one whose facts are missing, but for
// what is listed as impossible, and is not listed in vain.
func checkWitnesses(t *testing.T, bundle string, witnesses []witness, impossible []lacks) {
	t.Helper()
	seen, demanded := map[string]bool{}, map[string]bool{}
	for _, w := range witnesses {
		for id, state := range w.wants() {
			seen[id+" "+state] = true
		}
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			wants := w.wants()
			if len(wants) == 0 {
				t.Error("it says nothing of any control")
			}
			report := judge(t, bundle, w.subject).Controls
			for id, want := range wants {
				got := outcome(t, report, id)
				if got.State != want {
					t.Errorf("%s: got %s (%q, %+v), want %s", id, got.State, got.Reasons, got.Evidence, want)
				}
				if unsaid := want == controls.Unknown || want == controls.ManualState; unsaid && len(got.Reasons) == 0 {
					t.Errorf("%s: %s without a reason", id, got.State)
				}
			}
		})
	}
	excused := map[string]string{}
	for _, l := range impossible {
		for id := range strings.FieldsSeq(l.controls) {
			for state := range strings.FieldsSeq(l.states) {
				excused[id+" "+state] = l.why
			}
		}
	}
	for _, c := range judge(t, bundle, nothingKnown()).Controls.Controls {
		if want := []string{controls.Unknown, controls.ManualState}; !slices.Contains(want, c.State) {
			t.Errorf("%s with nothing known: got %s, want one of %q", c.ID, c.State, want)
		}
		for _, state := range []string{controls.Pass, controls.Fail, controls.Unknown} {
			key := c.ID + " " + state
			demanded[key] = true
			if why, ok := excused[key]; seen[key] == ok {
				t.Errorf("%s: there is a case: %v, and it is said that there cannot be one: %v %s", key, seen[key], ok, why)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(excused)) {
		if !demanded[key] {
			t.Errorf("%s: no control has this state", key)
		}
	}
}

// nothingKnown is an image of which only the name is known.
func nothingKnown() subject {
	return subject{document: `{"schema_version": "1", "image": {"registry": "docker.io", "repository": "x", "tag": null, "digest": null, "id": null}, "searched": {"sections": ["image"]}}`}
}
