package feeds_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/feeds"
)

func TestRead(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, kind, text string
		want             document.Feeds
		err              string
	}{
		{name: "npm", kind: "npm", text: `{"synced_at": "2026-01-31T00:00:00Z", "packages": {"rack": {"latest": "2.2.3", "versions": ["2.2.2", "2.2.3"]}}}`,
			want: document.Feeds{NPM: &document.PackageFeed{SyncedAt: new("2026-01-31T00:00:00Z"),
				Packages: map[string]document.FeedPackage{"rack": {Latest: new("2.2.3"), Versions: []string{"2.2.2", "2.2.3"}}}}}},
		{name: "gem that was never synchronised", kind: "gem", text: `{"synced_at": null, "packages": {"x": {"latest": null, "versions": []}}}`,
			want: document.Feeds{Gem: &document.PackageFeed{Packages: map[string]document.FeedPackage{"x": {Versions: []string{}}}}}},
		{name: "other kind", kind: "pypi", text: `{}`, err: `reading feed "pypi": a feed is npm or gem`},
		{name: "no packages", kind: "npm", text: `{"synced_at": null}`, err: "reading feed npm: it has no packages"},
		{name: "no versions", kind: "npm", text: `{"packages": {"b": {}, "a": {"latest": "1"}}}`, err: `reading feed npm: package "a" has no versions`},
		{name: "no time", kind: "gem", text: `{"synced_at": "yesterday", "packages": {}}`, err: `reading feed gem: synced_at is "yesterday", not a time as in RFC 3339`},
		{name: "other keys", kind: "gem", text: "{\"packages\": {\n\"a\": {\"version\": []}}}", err: `reading feed gem: line 2: json: unknown field "version"`},
		{name: "cut off", kind: "gem", text: `{"packages": {`, err: "reading feed gem: the document ends too early"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			var got document.Feeds
			err := feeds.Read(strings.NewReader(tc.text), tc.kind, &got)
			if (err == nil) != (tc.err == "") || err != nil && err.Error() != tc.err {
				t.Fatalf("got error %v, want %q", err, tc.err)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("feeds (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAssignment(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ text, name, file, err string }{
		{text: "npm=feed.json", name: "npm", file: "feed.json"},
		{text: "my_facts-2=a=b.json", name: "my_facts-2", file: "a=b.json"},
		{text: "npm", err: `"npm" is not NAME=FILE`},
		{text: "npm=", err: `"npm=" is not NAME=FILE`},
		{text: "=x", err: `"=x" does not begin with a name of letters, digits, - and _`},
		{text: "2x=y", err: `"2x=y" does not begin with a name of letters, digits, - and _`},
		{text: "a.b=y", err: `"a.b=y" does not begin with a name of letters, digits, - and _`},
	} {
		name, file, err := feeds.Assignment(tc.text)
		if name != tc.name || file != tc.file || (err == nil) != (tc.err == "") || err != nil && err.Error() != tc.err {
			t.Errorf("%q: got %q, %q, %v", tc.text, name, file, err)
		}
	}
}

func TestFacts(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, text, want, err string }{
		{name: "object", text: ` {"a": [1.50, 12345678901234567890]} `, want: `{"a": [1.50, 12345678901234567890]}`},
		{name: "null", text: "null", want: "null"},
		{name: "not JSON", text: "{\n a: 1}", err: "reading facts x: line 2: invalid character 'a' looking for beginning of object key string"},
		{name: "two documents", text: "1 2", err: "reading facts x: line 1: more follows the document"},
		{name: "empty", text: " \n", err: "reading facts x: the document ends too early"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got, err := feeds.Facts(strings.NewReader(tc.text), "x")
			if (err == nil) != (tc.err == "") || err != nil && err.Error() != tc.err {
				t.Fatalf("got error %v, want %q", err, tc.err)
			}
			if string(got) != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`{"synced_at": "2026-01-31T00:00:00Z", "packages": {"rack": {"latest": "2.2.3", "versions": ["2.2.2"]}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		var got document.Feeds
		if err := feeds.Read(strings.NewReader(text), "npm", &got); err == nil && (got.NPM == nil || got.NPM.Packages == nil) {
			t.Errorf("%q gives no feed", text)
		}
		_, _ = feeds.Facts(strings.NewReader(text), "x")
	})
}
