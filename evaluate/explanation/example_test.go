package explanation_test

import (
	"encoding/json"
	"fmt"
	"log"

	"github.com/pratique-dev/pratique/evaluate/explanation"
)

// An explanation, cut down to the rules of one gate.
func ExampleDocument_Select() {
	d, err := explanation.Read(json.RawMessage(`{"final_action": "stop", "policy_action": "stop", "rules": [
		{"gate": "dockerfile", "trigger": "instruction", "rule_id": "a", "state": "silent"},
		{"gate": "files", "trigger": "name_match", "rule_id": "b", "state": "silent"}]}`))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(d.Select("files/name_match"), len(d.Rules), d.Rules[0].State)
	// Output:
	// true 1 silent
}
