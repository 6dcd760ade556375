package decision_test

import (
	"encoding/json"
	"fmt"
	"log"

	"github.com/pratique-dev/pratique/evaluate/decision"
)

// A stored decision, as eval -o json writes it.
func ExampleDecision() {
	var d decision.Decision
	err := json.Unmarshal([]byte(`{"final_action": "go", "not_evaluated": [{"gate": "vulnerabilities", "trigger": "package", "needs": ["vulnerabilities"]}]}`), &d)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(d.FinalAction, d.RulesNotEvaluated(), d.NotEvaluated[0].Reason())
	// Output:
	// go 1 needs vulnerabilities
}
