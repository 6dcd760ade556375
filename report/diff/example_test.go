package diff_test

import (
	"fmt"
	"log"
	"os"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/report/diff"
)

// What differs between two decisions on an image.
func ExampleCompare() {
	before := &decision.Decision{FinalAction: decision.Go, PolicyAction: decision.Go}
	after := &decision.Decision{FinalAction: decision.Stop, PolicyAction: decision.Stop, Findings: []decision.Finding{{Gate: "dockerfile", Trigger: "instruction", Message: "ADD", Action: "stop"}}}
	d := diff.Compare("shop:1", before, after)
	fmt.Println(d.Different)
	if err := diff.Text(os.Stdout, []diff.Difference{d}); err != nil {
		log.Fatal(err)
	}
	// Output:
	// true
	// shop:1: go (, the policies say go) -> stop (, the policies say stop)
	// + stop  dockerfile/instruction  ADD
}
