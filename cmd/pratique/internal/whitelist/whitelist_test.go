package whitelist

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/bundlefile"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/evaluate/explanation"
	"github.com/pratique-dev/pratique/translate/anchore"
)

var now = time.Date(2024, 3, 15, 12, 0, 0, 0, time.UTC)

func found(gate, id, action string) explanation.Finding {
	return explanation.Finding{Finding: decision.Finding{Gate: gate, Trigger: "t", TriggerID: id, Message: "message " + id, Action: action}}
}

func TestNew(t *testing.T) {
	t.Parallel()
	covered := found("files", "w", "go")
	covered.Whitelisted = &decision.Whitelisted{}
	d := &explanation.Document{Rules: []explanation.Rule{
		{Findings: []explanation.Finding{found("files", "a", "stop"), found("files", "b", "warn"), found("files", "c", "go"), covered}},
		{Findings: []explanation.Finding{found("files", "a", "warn"), found("always", "a", "stop"), found("files", "x*y", "stop")}},
	}}
	later := now.Add(90 * time.Minute)
	tests := []struct {
		name   string
		wanted Wanted
		want   []string // trigger ids
	}{
		{"all", Wanted{}, []string{"a", "b", "a", `regexp:x\*y\Z`}},
		{"of a gate", Wanted{Gate: "Always"}, []string{"a"}},
		{"of a trigger", Wanted{Trigger: "T"}, []string{"a", "b", "a", `regexp:x\*y\Z`}},
		{"of another trigger", Wanted{Trigger: "u"}, nil},
		{"of an id", Wanted{TriggerID: "b"}, []string{"b"}},
		{"of an id in another case", Wanted{TriggerID: "B"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, i := range New(d, tt.wanted) {
				got = append(got, i.TriggerID)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	want := bundlefile.Item{ID: "exception-1077ac290373", Comment: "so", Gate: "files", TriggerID: "b", ExpiresOn: "2024-03-15T13:30:00Z"}
	if diff := cmp.Diff(want, New(d, Wanted{TriggerID: "b", Reason: "so", Expires: &later})[0]); diff != "" {
		t.Error(diff)
	}
	long := &explanation.Document{Rules: []explanation.Rule{{Findings: []explanation.Finding{found("files", strings.Repeat("é", 400), "stop")}}}}
	if got := []rune(New(long, Wanted{})[0].Comment); len(got) != maxComment+1 {
		t.Errorf("got a comment of %d characters", len(got))
	}
}

func TestParseExpiry(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"2030-12-31", "2030-12-31T00:00:00Z"},
		{"2030-12-31T12:00:00+02:00", "2030-12-31T10:00:00Z"},
		{"30d", "2024-04-14T12:00:00Z"},
		{"12h", "2024-03-16T00:00:00Z"},
		{"1w", "2024-03-22T12:00:00Z"},
		{"2024-03-15", ""}, {"0d", ""}, {"-1d", ""}, {"d", ""}, {"", ""}, {"30", ""}, {"30dd", ""}, {"3x", ""}, {"tomorrow", ""},
		{"999999999d", ""}, {"100000w", ""}, {"99999d", "2297-12-28T12:00:00Z"}, {"30 d", ""},
	}
	for _, tt := range tests {
		got, err := ParseExpiry(tt.in, now)
		if text := got.Format(time.RFC3339); tt.want != "" && (err != nil || text != tt.want) {
			t.Errorf("%q: got %s, %v, want %s", tt.in, text, err, tt.want)
		} else if tt.want == "" && err == nil {
			t.Errorf("%q: got %s, want an error", tt.in, text)
		}
	}
}

const pruned = `{"whitelists": [
	{"id": "w", "items": [
		{"id": "used", "gate": "files", "trigger_id": "a"},
		{"id": "unused", "gate": "files", "trigger_id": "b"},
		{"id": "old", "gate": "Packages", "trigger_id": "c", "expires_on": "2024-03-15T12:00:00Z"},
		{"id": "blind", "gate": "Packages", "trigger_id": "d", "expires_on": "2024-03-15T12:00:01Z"}
	]},
	{"id": "x", "items": [{"id": "untested", "gate": "files", "trigger_id": "a"}]}
]}`

func TestPrune(t *testing.T) {
	t.Parallel()
	whitelists := []explanation.Whitelist{{Pointer: "/whitelists/0", Used: []string{"/whitelists/0/items/0"}}}
	pointer := "/policies/0/rules/0"
	rule := func(gate, state string) explanation.Rule {
		return explanation.Rule{Pointer: pointer, Gate: gate, State: state}
	}
	kept := "whitelist x: no image came to it, so all of its items that have not expired are kept"
	tests := []struct {
		name      string
		documents []*explanation.Document
		dropped   []string
		kept      []string
	}{
		{"no image", nil, []string{"old expired"}, []string{}},
		{"all evaluated", []*explanation.Document{{Whitelists: whitelists}}, []string{"unused unused", "old expired", "blind unused"}, []string{kept}},
		{
			"a gate not evaluated",
			[]*explanation.Document{{Whitelists: whitelists, Rules: []explanation.Rule{rule("packages", explanation.NotEvaluated)}}},
			[]string{"unused unused", "old expired"},
			[]string{"whitelist w: rules of the gate packages could not be evaluated, so its unused items for that gate are kept", kept},
		},
		{
			"an error of a rule",
			[]*explanation.Document{{Whitelists: whitelists, Rules: []explanation.Rule{rule("files", explanation.Error)}, Errors: []decision.Error{{Pointer: &pointer}}}},
			[]string{"old expired", "blind unused"},
			[]string{"whitelist w: rules of the gate files could not be evaluated, so its unused items for that gate are kept", kept},
		},
		{
			"another error",
			[]*explanation.Document{{Whitelists: whitelists}, {Whitelists: whitelists, Errors: []decision.Error{{}}}},
			[]string{"old expired"},
			[]string{"whitelist w: an image could not be evaluated whole, so its unused items are kept", kept},
		},
	}
	root, _, err := anchore.Decode([]byte(pruned))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := Prune(root, tt.documents, now)
			var got []string
			for _, d := range p.Dropped {
				got = append(got, d.ID+" "+d.Why)
			}
			if diff := cmp.Diff(tt.dropped, got); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.kept, p.Kept); diff != "" {
				t.Error(diff)
			}
			if p.Items != 5 {
				t.Errorf("got %d items, want 5", p.Items)
			}
		})
	}
}
