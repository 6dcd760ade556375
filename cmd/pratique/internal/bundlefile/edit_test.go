package bundlefile

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/translate"
	"github.com/pratique-dev/pratique/translate/anchore"
)

// spread is a bundle in many lines, with blanks that nobody else would write.
const spread = `{
   "id": "b", "version" : "1_0",
   "policies": [ {"id": "p","version":"1_0","rules":[]} ],
   "whitelists": [
      {
         "id": "w", "version": "1_0",
         "items": [
            { "id": "i0", "gate": "files", "trigger_id": "a" },
            { "id": "i1", "gate": "Files", "trigger_id": "b", "expires_on": "2020-01-01T00:00:00Z" }
         ]
      }
   ],
   "mappings": [{"name": "m", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"], "whitelist_ids": ["w"]}]
}
`

const tight = `{"id":"b","version":"1_0","policies":[{"id":"p","version":"1_0","rules":[]}],"mappings":[{"name":"m","registry":"*","repository":"*","image":{"type":"tag","value":"*"},"policy_ids":["p"],"whitelist_ids":[]}]}`

func TestEdits(t *testing.T) {
	t.Parallel()
	add := func(id string, items ...Item) func(*File) error {
		return func(f *File) error { _, _, err := f.AddItems(id, items); return err }
	}
	use := func(id string) func(*File) error {
		return func(f *File) error { _, err := f.UseWhitelist("/mappings/0", id); return err }
	}
	remove := func(pointers ...string) func(*File) error {
		return func(f *File) error { return f.RemoveItems(pointers) }
	}
	fresh := Item{ID: "n", Gate: "files", TriggerID: "c", ExpiresOn: "2030-01-01T00:00:00Z", Comment: "why \"so\""}
	tests := []struct {
		name, text string
		edits      []func(*File) error
		// want are the edits of the text: old, new, …
		want []string
	}{
		{"nothing", spread, nil, nil},
		{"an item like its neighbours", spread, []func(*File) error{add("w", fresh)}, []string{
			`"2020-01-01T00:00:00Z" }`, `"2020-01-01T00:00:00Z" },
            { "id": "n", "comment": "why \"so\"", "gate": "files", "trigger_id": "c", "expires_on": "2030-01-01T00:00:00Z" }`,
		}},
		{"renewed", spread, []func(*File) error{add("w", Item{ID: "n", Gate: "files", TriggerID: "b", ExpiresOn: "2030-01-01T00:00:00Z", Comment: "c"})}, []string{
			`"2020-01-01T00:00:00Z" }`, `"2030-01-01T00:00:00Z", "comment": "c" }`,
		}},
		{"renewed for ever", spread, []func(*File) error{add("w", Item{ID: "n", Gate: "files", TriggerID: "b"})}, []string{
			`, "expires_on": "2020-01-01T00:00:00Z"`, ``,
		}},
		{"a whitelist of its own", spread, []func(*File) error{add("new", fresh), use("new"), use("new")}, []string{
			"\n      }\n   ],", `
      },
      {
         "id": "new",
         "name": "new",
         "version": "1_0",
         "items": [
            {"id": "n", "comment": "why \"so\"", "gate": "files", "trigger_id": "c", "expires_on": "2030-01-01T00:00:00Z"}
         ]
      }
   ],`,
			`["w"]`, `["w", "new"]`,
		}},
		{"the first item", spread, []func(*File) error{remove("/whitelists/0/items/0")}, []string{
			"            { \"id\": \"i0\", \"gate\": \"files\", \"trigger_id\": \"a\" },\n", "",
		}},
		{"the last item", spread, []func(*File) error{remove("/whitelists/0/items/1")}, []string{
			`,
            { "id": "i1", "gate": "Files", "trigger_id": "b", "expires_on": "2020-01-01T00:00:00Z" }`, "",
		}},
		{"all items", spread, []func(*File) error{remove("/whitelists/0/items/1", "/whitelists/0/items/0")}, []string{
			`[
            { "id": "i0", "gate": "files", "trigger_id": "a" },
            { "id": "i1", "gate": "Files", "trigger_id": "b", "expires_on": "2020-01-01T00:00:00Z" }
         ]`, "[]",
		}},
		{"tight", tight, []func(*File) error{add("w", Item{ID: "n", Gate: "files", TriggerID: "c"}, Item{ID: "o", Gate: "files", TriggerID: "d"}), use("w")}, []string{
			`"whitelist_ids":[]}]`, `"whitelist_ids":["w"]}],"whitelists":[{"id":"w","name":"w","version":"1_0","items":[{"id":"n","gate":"files","trigger_id":"c"},{"id":"o","gate":"files","trigger_id":"d"}]}]`,
		}},
		{"byte order mark and line ends", "\ufeff" + strings.ReplaceAll(spread, "\n", "\r\n"), []func(*File) error{add("new", fresh)}, []string{
			"\r\n      }\r\n   ],", strings.ReplaceAll(`
      },
      {
         "id": "new",
         "name": "new",
         "version": "1_0",
         "items": [
            {"id": "n", "comment": "why \"so\"", "gate": "files", "trigger_id": "c", "expires_on": "2030-01-01T00:00:00Z"}
         ]
      }
   ],`, "\n", "\r\n"),
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, err := Open([]byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			for _, edit := range tt.edits {
				if err := edit(f); err != nil {
					t.Fatal(err)
				}
			}
			want := tt.text
			for i := 0; i < len(tt.want); i += 2 {
				if strings.Count(want, tt.want[i]) != 1 {
					t.Fatalf("%q is not there once", tt.want[i])
				}
				want = strings.Replace(want, tt.want[i], tt.want[i+1], 1)
			}
			got := string(f.Text())
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if _, err := translate.Translate("b", []byte(got), rego.FS, translate.Options{}); err != nil {
				t.Errorf("Anchore would refuse it: %v", err)
			}
		})
	}
}

func TestEditsRefuse(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`[]`, `{"a": 1, "a": 2}`, `{"a": 1,}`, `{/* */}`} {
		if _, err := Open([]byte(text)); err == nil {
			t.Errorf("%s: want an error", text)
		}
	}
	f, err := Open([]byte(`{"whitelists": [{"id": "w", "items": 1}], "mappings": [{"whitelist_ids": "w"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := f.AddItems("w", []Item{{}}); err == nil {
		t.Error("items that are no list: want an error")
	}
	if _, err := f.UseWhitelist("/mappings/0", "w"); err == nil {
		t.Error("whitelist ids that are no list: want an error")
	}
	for _, pointer := range []string{"/mappings/1", "/whitelists/0"} {
		if _, err := f.UseWhitelist(pointer, "w"); err == nil {
			t.Errorf("%s: want an error", pointer)
		}
	}
	for _, pointer := range []string{"/whitelists/0/items/0", "/whitelists/7/items/0", "/whitelists/x"} {
		if err := f.RemoveItems([]string{pointer}); err == nil {
			t.Errorf("%s: want an error", pointer)
		}
	}
}

func TestLiteral(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"", ""},
		{"41cb7cdf04850e33a11f80c42bf660b3", "41cb7cdf04850e33a11f80c42bf660b3"},
		{"CVE-2021-1+a.b", "CVE-2021-1+a.b"},
		{"a*b.c", `regexp:a\*b\.c\Z`},
		{" regexp:x", `regexp: regexp:x\Z`},
	}
	for _, tt := range tests {
		if got := Literal(tt.in); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

// FuzzEdit checks that edits change what they are asked to and nothing else.
func FuzzEdit(f *testing.F) {
	f.Add(spread, "c")
	f.Add(tight, "*")
	f.Add("{\r\n\t\"whitelists\":[\r\n] }", "\x00")
	f.Fuzz(func(t *testing.T, text, triggerID string) {
		before, duplicates, err := anchore.Decode([]byte(text))
		if err != nil || len(duplicates) > 0 || before.Kind != anchore.Object {
			return
		}
		file, err := Open([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := string(file.Text()); got != text {
			t.Fatalf("got %q, want %q", got, text)
		}
		triggerID = strings.ToValidUTF8(triggerID, "?")
		added, _, err := file.AddItems("fuzz", []Item{{ID: "i", Gate: "files", TriggerID: triggerID}})
		if err != nil || added == 0 {
			return
		}
		after, _, err := anchore.Decode(file.Text())
		if err != nil {
			t.Fatalf("%s: %v", file.Text(), err)
		}
		for i, key := range before.Keys {
			if key != "whitelists" {
				if diff := cmp.Diff(sorted(before.Items[i]), sorted(after.Get(key))); diff != "" {
					t.Error(diff)
				}
			}
		}
		list := after.Get("whitelists").Items
		for _, w := range list {
			if items := w.Get("items"); w.Get("id").String() == "fuzz" && items != nil {
				if got := items.Items[len(items.Items)-1].Get("trigger_id").String(); got != triggerID {
					t.Errorf("got %q, want %q", got, triggerID)
				}
				return
			}
		}
		t.Errorf("%s has no such whitelist", file.Text())
	})
}
