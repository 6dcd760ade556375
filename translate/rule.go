package translate

import (
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/rego/catalog"
	"github.com/pratique-dev/pratique/translate/anchore"
	"github.com/pratique-dev/pratique/translate/author"
)

// rule is a rule of a policy, checked and converted.
type rule struct {
	value   *anchore.Value
	number  int // from 1, in the policy as written
	name    string
	id      *string
	gate    string // canonical; as written where the gate is no longer evaluated
	trigger string // likewise
	action  string // lower case
	params  []argument
	needs   []string
	// values are the parameters, given or default, and patterns the RE2 texts of
	// those that are regular expressions.
	values   map[string]converted
	patterns map[string]string
	// expressions are those that RE2 cannot run.
	expressions []expression
	// own is the author's rule that a rule of gate rego calls; nil for others.
	own *author.Rule
	// endOfLife is Anchore's message where the gate is no longer evaluated.
	endOfLife string
	// trigger of the library; nil for a rule of the author's or of a gate at its end of life.
	found *catalog.Trigger
	// broken is why the evaluation of the rule fails in any case.
	broken string
}

// argument is a parameter as the trigger sees it: its value, and the form of the expression that it is.
type argument struct {
	key, term string // Rego
	form      string // "" for what is no expression
}

// rule builds a rule in Anchore's sequence, of which the first step that does
// not succeed gives the errors (compatibility.md#rule-building).
func (t *translator) rule(v *anchore.Value) (*rule, Errors) {
	wrapped := func(pointer, message, expected string) Errors {
		return Errors{{Pointer: pointer, Kind: "PolicyError", Message: message, Expected: expected}}
	}
	if v.Kind != anchore.Object {
		return nil, wrapped(v.Pointer, pythonNo(v, "get"), "an object")
	}
	r := &rule{value: v, id: t.name(v, "id")}
	given, fault := t.given(v)
	if fault != nil {
		return nil, Errors{fault}
	}
	action := v.Get("action")
	if action != nil && !action.IsString() {
		return nil, wrapped(v.Pointer+"/action", pythonNo(action, "lower"), "STOP, WARN or GO")
	}
	r.action = anchore.Lower(action.String())
	if !slices.Contains(actions(), r.action) {
		e := wrapped(v.Pointer+"/action", "the action "+quote(action.String())+" is not known", "STOP, WARN or GO")
		e[0].DidYouMean = strings.ToUpper(suggest(r.action, actions()))
		return nil, e
	}
	if action.Text != strings.ToUpper(r.action) {
		t.schema(v, "action", "it is not in upper case")
	}
	gate, trigger := v.Get("gate"), v.Get("trigger")
	if !gate.IsString() {
		return nil, wrapped(v.Pointer+"/gate", pythonNo(gate, "lower"), "the name of a gate")
	}
	if !trigger.IsString() {
		return nil, wrapped(v.Pointer+"/trigger", pythonNo(trigger, "lower"), "the name of a trigger")
	}
	r.gate, r.trigger = anchore.Lower(gate.Text), anchore.Lower(trigger.Text)
	if r.gate == ownGate {
		return t.ownRule(r, trigger, given)
	}
	if _, ended := t.ended[r.gate]; ended {
		return t.endOfLife(r, gate, trigger)
	}
	found, e := t.trigger(r, gate, trigger)
	if found == nil {
		return nil, e
	}
	r.found = found
	return r, t.parameters(r, found, given)
}

// actions are what a rule may demand, worst first.
func actions() []string { return []string{"stop", "warn", "go"} }

// trigger looks the rule's gate and trigger up: among those of the library,
// then among those of Anchore that the library does not have.
func (t *translator) trigger(r *rule, gate, trigger *anchore.Value) (*catalog.Trigger, Errors) {
	inLibrary, inAnchore := t.catalog.Triggers(r.gate), triggersOf(r.gate)
	if len(inLibrary) == 0 && inAnchore == nil {
		gates := gateNames(t.catalog.Gates())
		return nil, Errors{{
			Pointer: gate.Pointer, Kind: "GateNotFoundError", RuleID: r.id, Gate: &gate.Text,
			Message:  "there is no gate " + quote(gate.Text),
			Expected: oneOf(gates), DidYouMean: suggest(gate.Text, gates),
		}}
	}
	if slices.Contains(inLibrary, r.trigger) {
		found, err := t.catalog.Trigger(r.gate, r.trigger)
		if err != nil && t.fault == nil {
			t.fault = err
		}
		return found, nil
	}
	e := &Error{Pointer: trigger.Pointer, Kind: "TriggerNotFoundError", RuleID: r.id, Gate: &gate.Text, Trigger: &trigger.Text}
	switch {
	case !slices.Contains(inAnchore, r.trigger):
		triggers := slices.Clone(inAnchore)
		for _, name := range inLibrary {
			if !slices.Contains(triggers, name) {
				triggers = append(triggers, name)
			}
		}
		e.Message = "gate " + quote(r.gate) + " has no trigger " + quote(trigger.Text)
		e.Expected, e.DidYouMean = oneOf(triggers), suggest(trigger.Text, triggers)
	case len(inLibrary) == 0:
		e.Pointer, e.Kind = gate.Pointer, KindGateNotSupported
		e.Message = "Anchore's gate " + quote(r.gate) + " is not in this library yet"
	default:
		e.Kind = KindTriggerNotSupported
		e.Message = "Anchore's trigger " + quote(r.trigger) + " of gate " + quote(r.gate) + " is not in this library yet"
	}
	return nil, Errors{e}
}

// endOfLife is a rule of a gate that Anchore no longer evaluates. Its
// parameters are not looked at, its trigger is (compatibility.md#end-of-life-gates).
func (t *translator) endOfLife(r *rule, gate, trigger *anchore.Value) (*rule, Errors) {
	ended := t.ended[r.gate]
	if !slices.Contains(ended.Triggers, r.trigger) {
		return nil, Errors{{
			Pointer: trigger.Pointer, Kind: "TriggerNotFoundError", RuleID: r.id, Gate: &gate.Text, Trigger: &trigger.Text,
			Message:    "gate " + quote(r.gate) + " has no trigger " + quote(trigger.Text),
			Expected:   oneOf(ended.Triggers),
			DidYouMean: suggest(trigger.Text, ended.Triggers),
		}}
	}
	r.endOfLife = "Gate " + gate.Text + " has been End-of-Lifed. It will not be evaluated, and should be removed from policies"
	if ended.Successor != "" {
		r.endOfLife += " and replaced with '" + ended.Successor + "'"
	}
	if !t.AllowDeprecated {
		return nil, Errors{{Pointer: gate.Pointer, Kind: "EndOfLifedError", RuleID: r.id, Gate: &gate.Text, Trigger: &trigger.Text, Message: r.endOfLife}}
	}
	t.warn(WarnEndOfLife, r.value.Pointer, "%s", oneLine(r.endOfLife))
	r.gate, r.trigger = gate.Text, trigger.Text // as Anchore's note has them
	return r, nil
}
