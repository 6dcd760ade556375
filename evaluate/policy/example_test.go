package policy_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/extract/document"
)

// Modules of one's own, asked for a decision.
func ExampleCompile() {
	ctx := context.Background()
	p, err := policy.Compile(ctx, map[string][]byte{"pratique/decision.rego": []byte(`package pratique

decision := {"final_action": "stop", "policy_action": "stop", "reason": "policy_evaluation"} if input.image.tag == "latest"
`)}, policy.Options{Query: policy.Query})
	if err != nil {
		log.Fatal(err)
	}
	tag := "latest"
	input, err := policy.Value(&document.Document{SchemaVersion: document.SchemaVersion, Image: &document.Image{Tag: &tag}})
	if err != nil {
		log.Fatal(err)
	}
	d, err := p.Decide(ctx, input, policy.Settings{OnError: policy.OnErrorFail}, time.Unix(0, 0))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(d.FinalAction)
	// Output:
	// stop
}
