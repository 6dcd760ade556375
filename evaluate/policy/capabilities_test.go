package policy_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/evaluate/policy"
)

// TestNoNetwork: schemas that name another place are not fetched.
func TestNoNetwork(t *testing.T) {
	t.Parallel()
	asked := false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked = true
		fmt.Fprint(w, `{"type": "object"}`)
	}))
	defer server.Close()
	for _, call := range []string{`json.match_schema({}, {"$ref": "` + server.URL + `/s.json"})`, `json.verify_schema({"$ref": "` + server.URL + `/s.json"})`} {
		module := "package pratique\n\ndecision := {\"final_action\": \"go\", \"findings\": [x | x := " + call + "]}\n"
		compiled, err := policy.Compile(t.Context(), map[string][]byte{"m.rego": []byte(module)}, policy.Options{})
		if err != nil {
			t.Fatal(err)
		}
		_, _ = compiled.Raw(t.Context(), ast.NewObject(), policy.Settings{}, time.Unix(0, 0))
		if asked {
			t.Errorf("%s asks the network", call)
		}
	}
}

// TestCapabilities: a built-in whose answer depends on more than the document is off, also one
// that a later OPA brings. The clock is the evaluation's.
func TestCapabilities(t *testing.T) {
	t.Parallel()
	var names []string
	for _, b := range policy.Capabilities().Builtins {
		names = append(names, b.Name)
	}
	off := 0
	for _, b := range ast.CapabilitiesForThisVersion().Builtins {
		// The clock is the evaluation's, and schemas elsewhere are not fetched (TestNoNetwork).
		pure := []string{"time.now_ns", "io.jwt.decode_verify", "json.match_schema", "json.verify_schema"}
		if b.Nondeterministic && !slices.Contains(pure, b.Name) {
			off++
			if slices.Contains(names, b.Name) {
				t.Errorf("%s is on", b.Name)
			}
		}
	}
	if off == 0 {
		t.Error("OPA has no built-in that is not deterministic")
	}
}
