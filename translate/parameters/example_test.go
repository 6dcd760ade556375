package parameters_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/translate/parameters"
)

func TestExamples(t *testing.T) {
	t.Parallel()
	const text = `{"policies": [{"rules": []}, {"rules": [
  {"id": "r", "params": [{"name": "ports", "value": "80"}, {"name": "bases", "value": "my_Example_base"}, {"name": "number", "value": 1}]},
  {"params": [{"name": "allowed", "value": "example.com/*", "parameter": "x.bases"}]}]}]}`
	first := parameters.Example{Pointer: "/policies/1/rules/0/params/1/value", Rule: "r", Param: "bases", Value: "my_Example_base"}
	second := parameters.Example{Pointer: "/policies/1/rules/1/params/0/value", Param: "allowed", Value: "example.com/*"}
	tests := []struct {
		name, bundle string
		values       parameters.Values
		want         []parameters.Example
	}{
		{"all", text, nil, []parameters.Example{first, second}},
		{"replaced", text, parameters.Values{"x.bases": "registry.example.com/*"}, []parameters.Example{first}},
		{
			"by the comment", `{"policies": [{"rules": [
  {"comment": "section 5.8. example for allowing only whitelisted exposed ports 12345, 23456", "params": [{"name": "ports", "value": "12345,23456"}, {"name": "type", "value": "whitelist"}, {"name": "none", "value": ""}]},
  {"comment": "ports such as 80, for example", "params": [{"name": "ports", "value": "80"}]}]}]}`, nil,
			[]parameters.Example{{Pointer: "/policies/0/rules/0/params/0/value", Param: "ports", Value: "12345,23456"}},
		},
		{"none", bundle, nil, nil},
		{"no bundle", `{"policies": "example"}`, nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, tt.values.Examples([]byte(tt.bundle))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
