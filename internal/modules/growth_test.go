package modules

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
)

// TestLargeNumbers holds that a number is the same in messages and trigger ids whether an engine
// keeps its digits, as OPA does, or reads it as a float, as conftest does.
func TestLargeNumbers(t *testing.T) {
	t.Parallel()
	c, err := catalog.Load(rego.FS)
	if err != nil {
		t.Fatal(err)
	}
	p := everything(t, c)
	found := 0
	for i, document := range samples(t, c) {
		digits := decide(t, p, enlarged(document, "12345678"))
		float := decide(t, p, enlarged(document, "1.2345678e+07"))
		if diff := cmp.Diff(told(digits), told(float)); diff != "" {
			t.Errorf("document %d (-digits +float):\n%s", i, diff)
		}
		for _, f := range digits.Findings {
			if strings.Contains(f.Message, "12345678") {
				found++
			}
		}
	}
	if found == 0 {
		t.Error("no message has the number")
	}
}

// enlarged is a copy with a spelling in the place of each number of more than one digit.
func enlarged(v any, number json.Number) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, member := range v {
			out[name] = enlarged(member, number)
		}
		return out
	case []any:
		out := []any{}
		for _, item := range v {
			out = append(out, enlarged(item, number))
		}
		return out
	case json.Number:
		if len(v) > 1 && !strings.Contains(v.String(), ".") {
			return number
		}
	}
	return v
}

func told(d *decision.Decision) []string {
	var lines []string
	for _, f := range d.Findings {
		lines = append(lines, f.TriggerID+" "+f.Message)
	}
	for _, n := range d.NotEvaluated {
		lines = append(lines, strings.Join(n.Needs, ", "))
	}
	slices.Sort(lines)
	return lines
}

// steps counts what the engine does.
type steps struct{ n int }

func (*steps) Enabled() bool               { return true }
func (s *steps) TraceEvent(topdown.Event)  { s.n++ }
func (*steps) Config() topdown.TraceConfig { return topdown.TraceConfig{} }

// TestGrowth holds that the work of a decision grows with the document, and not with its
// square: twice as many items of a list cost twice as much at most.
func TestGrowth(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes a minute")
	}
	c, err := catalog.Load(rego.FS)
	if err != nil {
		t.Fatal(err)
	}
	p := everything(t, c)
	work := func(document any) float64 {
		input, err := ast.InterfaceToValue(document)
		if err != nil {
			t.Fatal(err)
		}
		var s steps
		if _, err := p.Decide(t.Context(), input, policy.Settings{Tracer: &s}, time.Date(2024, 3, 15, 12, 0, 0, 0, time.UTC)); err != nil {
			t.Fatal(err)
		}
		return float64(s.n)
	}
	const n = 40
	seen := map[string]int{}
	tried := 0
	for _, document := range samples(t, c) {
		lists(document, "", func(path string, grow func(n int) (restore func())) {
			kind := regexp.MustCompile(`/\d+`).ReplaceAllString(path, "/*")
			if seen[kind]++; seen[kind] > 2 {
				return
			}
			tried++
			var costs []float64
			for _, size := range []int{n, 2 * n, 4 * n} {
				restore := grow(size)
				costs = append(costs, work(document))
				restore()
			}
			// Linear work doubles its growth, quadratic work has it fourfold.
			first, second := costs[1]-costs[0], costs[2]-costs[1]
			if ratio := second / math.Max(first, 1); ratio > 2.6 && second > 5000 {
				t.Errorf("%s: %d, %d and %d items cost %.0f, %.0f and %.0f steps", path, n, 2*n, 4*n, costs[0], costs[1], costs[2])
			}
		})
	}
	if tried < 30 {
		t.Errorf("%d lists", tried)
	}
}

// lists visits the lists and maps of a document; grow puts copies of an item, told apart by their
// names, into one.
func lists(v any, path string, visit func(path string, grow func(n int) (restore func()))) {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if list, ok := v[name].([]any); ok && len(list) > 0 {
				visit(path+"/"+name, func(n int) func() {
					grown := slices.Clone(list)
					for i := range n {
						grown = append(grown, distinct(list[len(list)-1], i))
					}
					v[name] = grown
					return func() { v[name] = list }
				})
			}
			if members, ok := v[name].(map[string]any); ok && len(members) > 0 && slices.Contains([]string{"files", "ExposedPorts", "Labels", "retrieved_files", "lines"}, name) {
				visit(path+"/"+name, func(n int) func() {
					grown := maps.Clone(members)
					key := slices.Sorted(maps.Keys(members))[0]
					for i := range n {
						other := fmt.Sprintf("%s%d", key, i)
						if name == "ExposedPorts" {
							other = fmt.Sprintf("%d/tcp", 1+i)
						}
						grown[other] = distinct(members[key], i)
					}
					v[name] = grown
					return func() { v[name] = members }
				})
			}
			lists(v[name], path+"/"+name, visit)
		}
	case []any:
		for i, item := range v {
			lists(item, fmt.Sprintf("%s/%d", path, i), visit)
		}
	}
}

// distinct is a copy that has a number behind its names.
func distinct(v any, n int) any {
	switch v := v.(type) {
	case map[string]any:
		out := maps.Clone(v)
		for _, name := range []string{"name", "path", "id", "vulnerability_id"} {
			if text, ok := out[name].(string); ok {
				out[name] = fmt.Sprintf("%s%d", text, n)
			}
		}
		if line, ok := out["start_line"]; ok && line != nil {
			out["start_line"], out["end_line"] = json.Number(fmt.Sprint(10+n)), json.Number(fmt.Sprint(10+n))
		}
		return out
	case string:
		return fmt.Sprintf("%s%d", v, n)
	}
	return v
}
