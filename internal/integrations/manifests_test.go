//go:build unix

package integrations

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/types"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"
)

// manifests are the objects of a YAML file.
func manifests(t *testing.T, path string) []map[string]any {
	t.Helper()
	var list []map[string]any
	decoder := yaml.NewDecoder(bytes.NewReader(read(t, path)))
	for {
		var object map[string]any
		err := decoder.Decode(&object)
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		list = append(list, object)
	}
}

// schema is Kubernetes' schema of a kind, closed, or nil.
func schema(t *testing.T, kind string) *jsonschema.Schema {
	t.Helper()
	all, err := jsonschema.UnmarshalJSON(bytes.NewReader(read(t, "internal/integrations/testdata/kubernetes.json")))
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := all.(map[string]any)["kinds"].(map[string]any)[kind]; !ok {
		return nil
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("kubernetes.json", all); err != nil {
		t.Fatal(err)
	}
	s, err := compiler.Compile("kubernetes.json#/kinds/" + strings.ReplaceAll(kind, "/", "~1"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t *testing.T, object map[string]any) error {
	t.Helper()
	kind := fmt.Sprint(object["apiVersion"], "/", object["kind"])
	s := schema(t, kind)
	if s == nil {
		return fmt.Errorf("there is no schema of %s", kind)
	}
	text, err := json.Marshal(object)
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	return s.Validate(value)
}

// TestSchemas validates the manifests with Kubernetes' own schemas, in which objects are closed: a
// misspelt field is an error.
func TestSchemas(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../integrations/kubernetes/base/*.yaml")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range append(files, "testdata/chart.yaml") {
		if filepath.Base(file) == "kustomization.yaml" {
			continue
		}
		path := strings.TrimPrefix(file, "../../")
		if strings.HasPrefix(file, "testdata") {
			path = "internal/integrations/" + file
		}
		for _, object := range manifests(t, path) {
			if err := validate(t, object); err != nil {
				t.Errorf("%s: %v: %v", path, object["kind"], err)
			}
		}
	}
	job := manifests(t, "integrations/kubernetes/base/fleet.yaml")[0]
	for what, spoil := range map[string]func(spec map[string]any){
		"a misspelt field": func(spec map[string]any) { spec["backofLimit"] = 1 },
		"a misspelt field deep down": func(spec map[string]any) {
			container(spec)["readOnlyRootFileSystem"] = true
		},
		"another type": func(spec map[string]any) { spec["completions"] = "many" },
		"no template":  func(spec map[string]any) { delete(spec, "template") },
	} {
		text, err := json.Marshal(job)
		if err != nil {
			t.Fatal(err)
		}
		var spoilt map[string]any
		if err := json.Unmarshal(text, &spoilt); err != nil {
			t.Fatal(err)
		}
		spoil(spoilt["spec"].(map[string]any))
		if validate(t, spoilt) == nil {
			t.Errorf("%s: want an error", what)
		}
	}
}

// container is the first container of a Job.
func container(spec map[string]any) map[string]any {
	return spec["template"].(map[string]any)["spec"].(map[string]any)["containers"].([]any)[0].(map[string]any)
}

// TestKustomization holds that each file of the base is in it.
func TestKustomization(t *testing.T) {
	t.Parallel()
	var k struct {
		Resources []string `yaml:"resources"`
	}
	if err := yaml.Unmarshal(read(t, "integrations/kubernetes/base/kustomization.yaml"), &k); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir("../../integrations/kubernetes/base")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{"kustomization.yaml": true}
	for _, r := range k.Resources {
		listed[r] = true
	}
	for _, e := range entries {
		if !listed[e.Name()] {
			t.Errorf("%s is not in kustomization.yaml", e.Name())
		}
	}
}

// TestGatekeeper evaluates the constraint template with answers of a provider.
func TestGatekeeper(t *testing.T) {
	t.Parallel()
	var module string
	for _, object := range manifests(t, "integrations/kubernetes/gatekeeper/gatekeeper.yaml") {
		if object["kind"] == "ConstraintTemplate" {
			module = object["spec"].(map[string]any)["targets"].([]any)[0].(map[string]any)["rego"].(string)
		}
	}
	pod := `{"review": {"object": {"kind": "Pod", "spec": {"containers": [{"image": "a"}], "initContainers": [{"image": "b"}],
		"ephemeralContainers": [{"image": "c"}], "volumes": [{"image": {"reference": "d"}}, {"name": "x"}]}}}}`
	cron := `{"review": {"object": {"kind": "CronJob", "spec": {"jobTemplate": {"spec": {"template": {"spec": {"containers": [{"image": "a"}]}}}}}}}}`
	deployment := `{"review": {"object": {"kind": "Deployment", "spec": {"template": {"spec": {"containers": [{"image": "a"}]}}}}}}`
	allow := func(images ...string) string {
		var list []string
		for _, i := range images {
			list = append(list, `["`+i+`", {"verdict": "allow", "reasons": []}]`)
		}
		return strings.Join(list, ",")
	}
	tests := []struct {
		name, input, answer string
		want                []string
	}{
		{"allowed", pod, `{"responses": [` + allow("a", "b", "c", "d") + `], "errors": [], "system_error": ""}`, nil},
		{"allowed in a CronJob", cron, `{"responses": [` + allow("a") + `], "errors": [], "system_error": ""}`, nil},
		{"denied", deployment, `{"responses": [["a", {"verdict": "deny", "reasons": ["runs as root", "has a key"]}]], "errors": [], "system_error": ""}`,
			[]string{"pratique: a is forbidden: runs as root; has a key"}},
		{"denied without a reason", deployment, `{"responses": [["a", {"verdict": "deny"}]], "errors": [], "system_error": ""}`, []string{"pratique: a is forbidden: "}},
		{"denied with reasons of another form", deployment, `{"responses": [["a", {"verdict": "deny", "reasons": [{"x": 1}]}]], "errors": [], "system_error": ""}`, []string{`pratique: a is forbidden: {"x": 1}`}},
		{"a value of another form", deployment, `{"responses": [["a", "allow"]], "errors": [], "system_error": ""}`, []string{"pratique: a is forbidden: "}},
		{"another verdict", deployment, `{"responses": [["a", {"verdict": "Allow", "reasons": []}]], "errors": [], "system_error": ""}`, []string{"pratique: a is forbidden: "}},
		{"an error", pod, `{"responses": [` + allow("a", "b", "c") + `], "errors": [["d", "not found"]], "system_error": ""}`, []string{"pratique: d: not found"}},
		{"the server is down", deployment, `{"responses": [], "errors": [], "system_error": "refused"}`, []string{"pratique: a: there is no answer", "pratique: the server does not answer: refused"}},
		{"an image has no answer", pod, `{"responses": [` + allow("a", "b", "c") + `], "errors": [], "system_error": ""}`, []string{"pratique: d: there is no answer"}},
		{"nothing is answered at all", deployment, `{}`, []string{"pratique: a: there is no answer"}},
		{"no image", `{"review": {"object": {"kind": "ConfigMap"}}}`, `{}`, nil},
	}
	for _, test := range tests {
		var answer, input any
		if err := errors.Join(json.Unmarshal([]byte(test.answer), &answer), json.Unmarshal([]byte(test.input), &input)); err != nil {
			t.Fatal(err)
		}
		value, err := ast.InterfaceToValue(answer)
		if err != nil {
			t.Fatal(err)
		}
		result, err := rego.New(
			rego.SetRegoVersion(ast.RegoV0), rego.Module("template.rego", module), rego.Query("data.pratiqueimages.violation"), rego.Input(input),
			rego.Function1(&rego.Function{Name: "external_data", Decl: types.NewFunction(types.Args(types.A), types.A)}, func(rego.BuiltinContext, *ast.Term) (*ast.Term, error) {
				return ast.NewTerm(value), nil
			}),
		).Eval(t.Context())
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		var got []string
		for _, v := range result[0].Expressions[0].Value.([]any) {
			got = append(got, v.(map[string]any)["msg"].(string))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", test.name, diff)
		}
	}
}
