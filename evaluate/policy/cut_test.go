package policy_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/extract/document"
)

func TestReadValueCutsFiles(t *testing.T) {
	t.Parallel()
	const text = `{"schema_version": "1", "files": {
		"/a": {"type": "file", "mode": 33188, "link": null},
		"/b.pem": {"type": "file", "mode": 33188},
		"/link": {"type": "symlink", "mode": 33188, "link": "mode"},
		"/setid": {"type": "file", "mode": 35309},
		"/setid2": {"type": "file","mode":35309},
		"/writable": {"type": "file", "mode" : 33206 },
		"/capable": {"type": "file", "mode": 33188, "capabilities": "cap_net_raw"},
		"/escaped": {"type": "file", "m\u006fde": 35309}
	}}`
	all := []string{"/a", "/b.pem", "/capable", "/escaped", "/link", "/setid", "/setid2", "/writable"}
	for _, tt := range []struct {
		needs []document.Need
		want  []string
	}{
		{nil, all},
		{[]document.Need{}, []string{}},
		{[]document.Need{"image", "packages.files", "retrieved_files:/a"}, []string{}},
		{[]document.Need{"files"}, all},
		{[]document.Need{"files.manifest"}, all},
		{[]document.Need{"files.sha256", "files:path:/a"}, all},
		{[]document.Need{"files:what"}, all},
		{[]document.Need{"files:match:("}, all},
		{[]document.Need{"files.sha256:/a"}, []string{"/a"}},
		{[]document.Need{"files:path:/a", `files:match:\A.*\.pem\n?\z`, "files:path:/none"}, []string{"/a", "/b.pem"}},
		// What would take reading to be sure is kept.
		{[]document.Need{"files:setid"}, []string{"/escaped", "/link", "/setid", "/setid2"}},
		{[]document.Need{"files:writable"}, []string{"/escaped", "/link", "/writable"}},
		{[]document.Need{"files:capabilities"}, []string{"/capable", "/escaped"}},
	} {
		value, err := policy.ReadValue(strings.NewReader(text), 1<<20, tt.needs)
		if err != nil {
			t.Fatal(err)
		}
		files, err := value.Find(ast.Ref{ast.StringTerm("files")})
		if err != nil {
			t.Fatalf("%q: %v", tt.needs, err)
		}
		got := []string{}
		for _, key := range files.(ast.Object).Keys() {
			got = append(got, string(key.Value.(ast.String)))
		}
		slices.Sort(got)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.needs, diff)
		}
	}
	for _, bad := range []string{
		strings.Replace(text, `"link": null`, `"link": 1`, 1), strings.Replace(text, `"/link"`, `"/a"`, 1), strings.Replace(text, `"link": null`, `"link": nul`, 1),
	} {
		_, want := policy.ReadValue(strings.NewReader(bad), 1<<20, nil)
		_, got := policy.ReadValue(strings.NewReader(bad), 1<<20, []document.Need{})
		if want == nil || got == nil || want.Error() != got.Error() {
			t.Errorf("got error %v, want %v", got, want)
		}
	}
}
