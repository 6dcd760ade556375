package pyregex_test

import (
	"context"
	"fmt"
	"log"

	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/evaluate/pyregex"
)

// A back-reference, which RE2 cannot run, on the texts of a rule.
func ExampleRun() {
	answers, err := pyregex.Run(context.Background(), []policy.Expression{{
		Need: `matches:x:(\w+) \1`, Python: `(\w+) \1`, Texts: []string{"run run", "run stop"},
	}}, pyregex.DefaultLimits())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(answers.Matches)
	// Output:
	// map[(\w+) \1:[run run]]
}
