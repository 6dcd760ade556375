package translate

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/rego"
)

const (
	policy0  = "/policies/0"
	rule0    = "/policies/0/rules/0"
	rule1    = "/policies/0/rules/1"
	mapping0 = "/mappings/0"
	list0    = "/whitelists/0"
)

// TestRejections has the rows that Anchore's validation rejects, as a strict
// translation sees them.
func TestRejections(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		edits edits
		want  []string // POINTER KIND
	}{
		// Versions.
		{"empty bundle", edits{"": `{}`}, []string{" ValueError"}},
		{"null", edits{"": `null`}, []string{" ValueError"}},
		{"empty list", edits{"": `[]`}, []string{" ValueError"}},
		{"zero", edits{"": `0.0`}, []string{" ValueError"}},
		{"string", edits{"": `"x"`}, []string{" AttributeError"}},
		{"list", edits{"": `[1]`}, []string{" AttributeError"}},
		{"version absent", edits{"/version": ``}, []string{"/version UnsupportedVersionError"}},
		{"version null", edits{"/version": `null`}, []string{"/version UnsupportedVersionError"}},
		{"version number", edits{"/version": `1`}, []string{"/version UnsupportedVersionError"}},
		{"version other", edits{"/version": `"1_1"`}, []string{"/version UnsupportedVersionError"}},
		{"policy version", edits{policy0 + "/version": `"1.0"`, policy0 + "/rules": `5`}, []string{policy0 + "/version UnsupportedVersionError"}},
		{"whitelist version", edits{list0 + "/version": ``}, []string{list0 + "/version UnsupportedVersionError"}},

		// Mapping rules and image rules.
		{"mappings absent", edits{"/mappings": ``}, nil},
		{"mappings null", edits{"/mappings": `null`}, []string{"/mappings TypeError"}},
		{"mappings an object", edits{"/mappings": `{"a": 1}`}, []string{"/mappings/a AttributeError"}},
		{"mapping a string", edits{mapping0: `"x"`}, []string{mapping0 + " AttributeError"}},
		{"image lists absent", edits{"/whitelisted_images": ``, "/blacklisted_images": ``}, nil},
		{"image lists null", edits{"/whitelisted_images": `null`, "/blacklisted_images": `null`}, []string{"/whitelisted_images TypeError", "/blacklisted_images TypeError"}},
		{"image absent", edits{mapping0 + "/image": ``}, []string{mapping0 + "/image AttributeError"}},
		{"image null", edits{"/whitelisted_images/0/image": `null`}, []string{"/whitelisted_images/0/image AttributeError"}},
		{"image a string", edits{mapping0 + "/image": `"x"`}, []string{mapping0 + "/image AttributeError"}},
		{"image type unknown", edits{mapping0 + "/image/type": `"name"`}, nil},
		{"image type absent", edits{mapping0 + "/image/type": ``}, nil},
		{"both policy_id and policy_ids", edits{mapping0 + "/policy_id": `"p"`}, []string{mapping0 + " ValidationError"}},
		{"policy_id and empty policy_ids", edits{mapping0 + "/policy_id": `"p"`, mapping0 + "/policy_ids": `[]`}, nil},
		{"neither", edits{mapping0 + "/policy_ids": `[]`}, []string{mapping0 + " ValidationError"}},
		{"neither, empty id", edits{mapping0 + "/policy_ids": `null`, mapping0 + "/policy_id": `""`}, []string{mapping0 + " ValidationError"}},
		{"policy_ids a number", edits{mapping0 + "/policy_ids": `5`}, []string{mapping0 + "/policy_ids TypeError"}},
		{"policy_ids a string", edits{mapping0 + "/policy_ids": `"px"`}, []string{mapping0 + "/policy_ids ReferencedObjectNotFoundError"}},
		{"whitelist_ids absent", edits{mapping0 + "/whitelist_ids": ``}, nil},
		{"whitelist_ids null", edits{mapping0 + "/whitelist_ids": `null`}, nil},
		{"whitelist_ids a number", edits{mapping0 + "/whitelist_ids": `5`}, []string{mapping0 + "/whitelist_ids TypeError"}},
		{"registry absent", edits{mapping0 + "/registry": ``}, []string{mapping0 + "/registry AttributeError"}},
		{"repository null", edits{mapping0 + "/repository": `null`}, []string{mapping0 + "/repository AttributeError"}},
		{"tag null", edits{mapping0 + "/image/value": `null`}, []string{mapping0 + "/image/value AttributeError"}},
		{"registry of an image rule", edits{"/whitelisted_images/0/registry": ``}, []string{"/whitelisted_images/0/registry AttributeError"}},
		{"id null", edits{mapping0 + "/image": `{"type": "id", "value": null}`}, nil},
		{"names and ids absent", edits{mapping0 + "/id": ``, mapping0 + "/name": ``, "/id": ``, policy0 + "/name": ``, rule0 + "/id": ``}, nil},
		{"invalid pattern", edits{mapping0 + "/repository": `"regexp:("`}, []string{mapping0 + "/repository RegexSyntaxError"}},
		{"unsupported pattern", edits{mapping0 + "/repository": `"regexp:(?P<x>a)(?P=x)+b"`}, []string{mapping0 + "/repository RegexNotSupportedError"}},
		{"blanks before regexp:", edits{mapping0 + "/image/value": `" regexp:.*"`}, []string{mapping0 + "/image/value PatternError"}},

		// References.
		{"policy not found", edits{mapping0 + "/policy_ids": `["q"]`}, []string{mapping0 + "/policy_ids/0 ReferencedObjectNotFoundError"}},
		{"policy id a number", edits{mapping0 + "/policy_ids": `[5]`}, []string{mapping0 + "/policy_ids/0 ReferencedObjectNotFoundError"}},
		{"policies absent", edits{"/policies": ``}, []string{mapping0 + "/policy_ids/0 ReferencedObjectNotFoundError"}},
		{"policies null", edits{"/policies": `null`}, []string{"/policies TypeError"}},
		{"policy twice", edits{"/policies": `[{"id": "p"}, {"id": "p"}]`}, []string{mapping0 + "/policy_ids/0 DuplicateIdentifierFoundError"}},
		{"another policy twice", edits{"/policies": `[{"id": "p", "version": "1_0", "rules": []}, {"id": "q"}, {"id": "q"}]`}, nil},
		{"another policy without id", edits{"/policies": `[{"id": "p", "version": "1_0", "rules": []}, {}]`}, []string{"/policies/1 KeyError"}},
		{"another policy of another version", edits{"/policies": `[{"id": "p", "version": "1_0", "rules": []}, {"id": "q", "version": 7, "rules": 7}]`}, nil},
		{"a policy named twice", edits{mapping0 + "/policy_ids": `["p", "p"]`}, nil},
		{"whitelist not found", edits{mapping0 + "/whitelist_ids": `["w", "v"]`}, []string{mapping0 + "/whitelist_ids/1 ReferencedObjectNotFoundError"}},
		{"whitelist twice", edits{"/whitelists": `[{"id": "w"}, {"id": "w"}]`}, []string{mapping0 + "/whitelist_ids/0 DuplicateIdentifierFoundError"}},
		{"whitelists null, one needed", edits{"/whitelists": `null`}, []string{"/whitelists TypeError"}},
		{"whitelists null, none needed", edits{"/whitelists": `null`, mapping0 + "/whitelist_ids": `[]`}, nil},
		{"errors of policies and whitelists", edits{mapping0 + "/policy_ids": `["x", "y"]`, mapping0 + "/whitelist_ids": `["z"]`}, []string{
			mapping0 + "/policy_ids/0 ReferencedObjectNotFoundError",
			mapping0 + "/policy_ids/1 ReferencedObjectNotFoundError",
			mapping0 + "/whitelist_ids/0 ReferencedObjectNotFoundError",
		}},

		// Policies and rules.
		{"rules absent", edits{policy0 + "/rules": ``}, []string{policy0 + "/rules TypeError"}},
		{"rules empty", edits{policy0 + "/rules": `[]`}, nil},
		{"rule a string", edits{rule0: `"x"`}, []string{rule0 + " PolicyError"}},
		{"rule null", edits{rule0: `null`}, []string{rule0 + " PolicyError"}},
		{"params absent", edits{rule0 + "/params": ``}, []string{rule0 + "/params PolicyError"}},
		{"params a string", edits{rule0 + "/params": `"x"`}, []string{rule0 + "/params PolicyError"}},
		{"param a number", edits{rule0 + "/params": `[1]`}, []string{rule0 + "/params/0 PolicyError"}},
		{"param without name", edits{rule0 + "/params": `[{"value": "x"}]`}, []string{rule0 + "/params/0/name PolicyError"}},
		{"action absent", edits{rule0 + "/action": ``}, []string{rule0 + "/action PolicyError"}},
		{"action null", edits{rule0 + "/action": `null`}, []string{rule0 + "/action PolicyError"}},
		{"action unknown", edits{rule0 + "/action": `"block"`}, []string{rule0 + "/action PolicyError"}},
		{"action with blanks", edits{rule0 + "/action": `" stop"`}, []string{rule0 + "/action PolicyError"}},
		{"action an attribute of a Python enum", edits{rule0 + "/action": `"real"`}, []string{rule0 + "/action PolicyError"}},
		{"action in lower case", edits{rule0 + "/action": `"stop"`, rule1 + "/action": `"wArN"`}, nil},
		{"gate absent", edits{rule0 + "/gate": ``}, []string{rule0 + "/gate PolicyError"}},
		{"gate a number", edits{rule0 + "/gate": `5`}, []string{rule0 + "/gate PolicyError"}},
		{"gate empty", edits{rule0 + "/gate": `""`}, []string{rule0 + "/gate GateNotFoundError"}},
		{"gate unknown", edits{rule0 + "/gate": `"dockerfiles"`}, []string{rule0 + "/gate GateNotFoundError"}},
		{"gate with a blank", edits{rule0 + "/gate": `"dockerfile "`}, []string{rule0 + "/gate GateNotFoundError"}},
		{"gate with a dotted capital i", edits{rule0 + "/gate": `"DOCKERF\u0130LE"`}, []string{rule0 + "/gate GateNotFoundError"}},
		{"names in upper case", edits{rule0 + "/gate": `"DOCKERFILE"`, rule0 + "/trigger": `"Instruction"`, rule0 + "/params/0/name": `"INSTRUCTION"`}, nil},
		{"trigger absent", edits{rule0 + "/trigger": ``}, []string{rule0 + "/trigger PolicyError"}},
		{"trigger unknown", edits{rule0 + "/trigger": `"instructions"`}, []string{rule0 + "/trigger TriggerNotFoundError"}},
		{"trigger alias", edits{rule0 + "/gate": `"passwd_file"`, rule0 + "/trigger": `"shellmatch"`}, []string{rule0 + "/trigger TriggerNotFoundError"}},
		{"gate at its end", edits{rule0 + "/gate": `"suiddiff"`, rule0 + "/trigger": `"suidfileadd"`}, []string{rule0 + "/gate EndOfLifedError"}},
		{"unknown trigger of a gate at its end", edits{rule0 + "/gate": `"suiddiff"`, rule0 + "/trigger": `"x"`}, []string{rule0 + "/trigger TriggerNotFoundError"}},
		{"reserved parameter", edits{rule0 + "/params/0/name": `"Rule_ID"`}, []string{rule0 + "/params/0 PolicyError"}},
		{"every broken rule", edits{rule0 + "/action": `"x"`, rule1 + "/gate": `"x"`}, []string{rule0 + "/action PolicyError", rule1 + "/gate GateNotFoundError"}},

		// Whitelists.
		{"items absent", edits{list0 + "/items": ``}, []string{list0 + "/items TypeError"}},
		{"item a string", edits{list0 + "/items/0": `"x"`}, []string{list0 + "/items/0 AttributeError"}},
		{"item without gate", edits{list0 + "/items/0/gate": ``}, []string{list0 + "/items/0/gate AttributeError"}},
		{"item without trigger id", edits{list0 + "/items/0/trigger_id": ``}, []string{list0 + "/items/0/trigger_id AttributeError"}},
		{"item of anchoresec without trigger id", edits{list0 + "/items/0": `{"gate": "AnchoreSec"}`}, []string{list0 + "/items/0/trigger_id TypeError"}},
		{"item of an unknown gate", edits{list0 + "/items/0/gate": `"nope"`}, nil},
		{"item without id", edits{list0 + "/items/0/id": ``}, nil},
		{"item with an invalid pattern", edits{list0 + "/items/0/trigger_id": `"regexp:["`}, []string{list0 + "/items/0/trigger_id RegexSyntaxError"}},
		{"expiry", edits{list0 + "/items/0/expires_on": `"2030-01-01T00:00:00Z"`}, nil},
		{"no expiry", edits{list0 + "/items/0/expires_on": `""`}, nil},
		{"expiry not a date", edits{list0 + "/items/0/expires_on": `"2030-01-01"`}, []string{list0 + "/items/0/expires_on Exception"}},
		{"expiry a number", edits{list0 + "/items/0/expires_on": `1900000000`}, []string{list0 + "/items/0/expires_on Exception"}},

		// Parameters.
		{"required", edits{rule0 + "/params": `[]`}, []string{rule0 + "/params ParameterValueInvalidError", rule0 + "/params ParameterValueInvalidError"}},
		{"required is null", edits{rule0 + "/params/0/value": `null`}, []string{rule0 + "/params/0 ParameterValueInvalidError"}},
		{"optional is null", edits{rule0 + "/params/2/value": `null`}, nil},
		{"value absent", edits{rule0 + "/params/2/value": ``}, nil},
		{"not a string", edits{rule0 + "/params/2/value": `5`}, []string{rule0 + "/params/2/value ParameterValueInvalidError"}},
		{"not of the enumeration", edits{rule0 + "/params/0/value": `"from"`}, []string{rule0 + "/params/0/value ParameterValueInvalidError"}},
		{"unknown names", edits{rule0 + "/params": `[{"name": "instruction", "value": "FROM"}, {"name": "check", "value": "exists"}, {"name": "x"}, {"name": "y", "value": null}]`}, []string{rule0 + "/params/2 InvalidParameterError"}},
		{"unknown and required", edits{rule0 + "/params": `[{"name": "check", "value": "exists"}, {"name": "x"}]`}, []string{rule0 + "/params ParameterValueInvalidError", rule0 + "/params/1 InvalidParameterError"}},
		{"JSON true for a bool", edits{rule0 + "/params/2": `{"name": "actual_dockerfile_only", "value": true}`}, []string{rule0 + "/params/2/value ParameterValueInvalidError"}},
		{"JSON false for a bool", edits{rule0 + "/params/2": `{"name": "actual_dockerfile_only", "value": false}`}, nil},
		{"linked", edits{rule1 + "/params/2/value": `"1MB"`}, []string{rule1 + "/params/2/value ParameterValueInvalidError"}},
		{"linked, of the other type", edits{rule1 + "/params/0/value": `"layer_count"`}, []string{rule1 + "/params/2/value ParameterValueInvalidError"}},
		{"linked, as text", edits{rule1 + "/params/0/value": `"distro"`, rule1 + "/params/2/value": `""`}, nil},
		{"linked, absent", edits{rule1 + "/params/2/value": `null`, rule1 + "/params/1/value": `"exists"`}, []string{rule1 + "/params/2 ParameterValueInvalidError"}},
		{"linked to what is invalid", edits{rule1 + "/params/0/value": `"x"`}, []string{rule1 + "/params/0/value ParameterValueInvalidError"}},
		{"linked, checked twice", edits{rule1 + "/params/2/value": `100`}, []string{rule1 + "/params/2/value ParameterValueInvalidError", rule1 + "/params/2/value ParameterValueInvalidError"}},
		{"like on a number", edits{rule1 + "/params/1/value": `"like"`, rule1 + "/params/2/value": `"1"`}, []string{rule1 + "/params/0/value ParameterValueInvalidError"}},
		{"invalid regular expression", edits{rule0 + "/params/1/value": `"like"`, rule0 + "/params/2/value": `"*a"`}, []string{rule0 + "/params/2/value RegexSyntaxError"}},
		{"regular expression that RE2 cannot run", edits{rule0 + "/params/1/value": `"like"`, rule0 + "/params/2/value": `"(?P<x>a)(?P=x)+b"`}, nil},
		{"regular expression that nobody can run", edits{rule0 + "/params/1/value": `"like"`, rule0 + "/params/2/value": `"a{2147483647}"`}, []string{rule0 + "/params/2/value RegexNotSupportedError"}},
		{"no regular expression", edits{rule0 + "/params/2/value": `"*a"`}, nil},
		{"invalid octal number", edits{rule0: `{"gate": "files", "trigger": "attribute_match", "action": "GO", "params": [{"name": "filename", "value": "/x"}, {"name": "mode", "value": "888"}]}`}, []string{rule0 + "/params/1/value ParameterValueInvalidError"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Translate("bundle.json", edit(t, tt.edits), rego.FS, Options{})
			var got []string
			for _, e := range AsErrors(err) {
				got = append(got, e.Pointer+" "+e.Kind)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%v\n%s", err, diff)
			}
			if err != nil && AsErrors(err) == nil {
				t.Errorf("got %v, which is no Errors", err)
			}
		})
	}
}

// TestNotSupported uses a library that lacks most of Anchore's gates.
func TestNotSupported(t *testing.T) {
	t.Parallel()
	lib := smallLibrary(t)
	tests := []struct{ name, gate, trigger, want string }{
		{"there", "always", "always", ""},
		{"gate", "licenses", "blacklist_exact_match", KindGateNotSupported},
		{"trigger", "files", "name_match", KindTriggerNotSupported},
		{"unknown gate", "license", "blacklist_exact_match", "GateNotFoundError"},
		{"unknown trigger of a gate that is not there", "licenses", "blacklist", "TriggerNotFoundError"},
		{"unknown trigger", "files", "name", "TriggerNotFoundError"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rules := `[{"gate": "` + tt.gate + `", "trigger": "` + tt.trigger + `", "action": "STOP", "params": []}]`
			_, err := Translate("bundle.json", edit(t, edits{policy0 + "/rules": rules}), lib, Options{})
			got := ""
			if list := AsErrors(err); len(list) > 0 {
				got = list[0].Kind
			}
			if got != tt.want {
				t.Errorf("got %v, want kind %q", err, tt.want)
			}
		})
	}
}

func TestErrorText(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		edits edits
		want  string
	}{
		{"gate", edits{rule0 + "/gate": `"dockerfiles"`}, `/policies/0/rules/0/gate: GateNotFoundError: there is no gate "dockerfiles"; expected one of `},
		{"nearest gate", edits{rule0 + "/gate": `"dockerfiles"`}, `; did you mean "dockerfile"?`},
		{"nearest trigger", edits{rule0 + "/trigger": `"instructoin"`}, `did you mean "instruction"?`},
		{"nearest parameter", edits{rule0 + "/params/2/name": `"vaule"`}, `there is no parameter "vaule"; expected one of actual_dockerfile_only, value, instruction, check; did you mean "value"?`},
		{"nearest value", edits{rule0 + "/params/0/value": `"form"`}, `did you mean "FROM"?`},
		{"nearest action", edits{rule0 + "/action": `"STPO"`}, `the action "STPO" is not known; expected STOP, WARN or GO; did you mean "STOP"?`},
		{"nearest policy", edits{mapping0 + "/policy_ids": `["P"]`}, `there is no policy of id 'P'; did you mean "p"?`},
		{"required", edits{rule0 + "/params": `[]`}, "parameter instruction: Required parameter\n"},
		{"position", edits{rule0 + "/params/1/value": `"like"`, rule0 + "/params/2/value": `"a("`}, "at position 1"},
		{"terminal", edits{rule0 + "/gate": `"\u001b[2J\u202e"`}, `"\u001b[2J\u202e"`},
		{"pointer", edits{"/mappings": `{"\u001b[2J\n": 1}`}, "/mappings/\ufffd[2J\ufffd: AttributeError"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Translate("bundle.json", edit(t, tt.edits), rego.FS, Options{})
			if err == nil || !strings.Contains(err.Error()+"\n", tt.want) {
				t.Errorf("got %v, want it to say %q", err, tt.want)
			}
			if _, ok := errors.AsType[*Error](err); !ok {
				t.Error("the errors cannot be unwrapped")
			}
		})
	}
}

func TestBadJSON(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, kind string }{
		{"no JSON", `{"id": `, KindSyntax},
		{"two values", base + base, KindSyntax},
		{"deep", strings.Repeat(`{"a":`, 1000), KindSyntax},
		{"key twice", strings.Replace(base, `"id": "b",`, `"id": "b", "id": "c",`, 1), KindDuplicateKey},
		{"byte order mark and line ends", "\ufeff" + base + "\r\n\r\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Translate("bundle.json", []byte(tt.in), rego.FS, Options{})
			got := ""
			if list := AsErrors(err); len(list) > 0 {
				got = list[0].Kind
			}
			if got != tt.kind {
				t.Errorf("got %v, want kind %q", err, tt.kind)
			}
		})
	}
}

func many(n int, item string) string { return "[" + strings.Repeat(item+",", n-1) + item + "]" }

// TestListedErrors checks that hostile bundles do not fill the memory with errors.
func TestListedErrors(t *testing.T) {
	t.Parallel()
	id := `"` + strings.Repeat("x", maxID+1) + `"`
	tests := []struct {
		name  string
		edits edits
		want  int
	}{
		{"many rules", edits{policy0 + "/rules": many(maxErrors+5, "{}")}, maxErrors + 1},
		{"a long id", edits{policy0 + "/id": id, mapping0 + "/policy_ids": "[" + id + "]"}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Translate("bundle.json", edit(t, tt.edits), rego.FS, Options{})
			list := AsErrors(err)
			if len(list) != tt.want || list[len(list)-1].Kind != KindTooLarge {
				t.Errorf("got %d errors, want %d: %.200v", len(list), tt.want, err)
			}
			r := must(t, edit(t, tt.edits), Options{Lenient: true})
			if text := r.module(t, "pratique/bundle.rego"); len(text) > 50_000 || !strings.Contains(text, KindTooLarge) {
				t.Errorf("got a module of %d bytes", len(text))
			}
		})
	}
}

func TestTooLarge(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		edits edits
	}{
		{"rules", edits{policy0 + "/rules": many(maxRules.Int()+1, "{}")}},
		{"mappings", edits{"/mappings": many(maxMappings.Int()+1, "{}")}},
		{"image rules", edits{"/blacklisted_images": many(maxMappings.Int()+1, "{}")}},
		{"policies of a mapping", edits{mapping0 + "/policy_ids": many(maxReferences.Int()+1, `"p"`)}},
		{"whitelists of a mapping", edits{mapping0 + "/whitelist_ids": many(maxReferences.Int()+1, `"w"`)}},
		{"items", edits{list0 + "/items": many(maxItems.Int()+1, "{}")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, lenient := range []bool{false, true} {
				_, err := Translate("bundle.json", edit(t, tt.edits), rego.FS, Options{Lenient: lenient})
				if list := AsErrors(err); len(list) != 1 || list[0].Kind != KindTooLarge {
					t.Errorf("lenient %v: got %.200v, want one %s", lenient, err, KindTooLarge)
				}
			}
		})
	}
}
