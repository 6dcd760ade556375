package catalog_test

import (
	"fmt"
	"log"

	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
)

// What the library knows about a trigger.
func ExampleLoad() {
	library, err := catalog.Load(rego.FS)
	if err != nil {
		log.Fatal(err)
	}
	trigger, err := library.Trigger("dockerfile", "instruction")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(trigger.Parameter("instruction").Required, trigger.Parameter("value").Required)
	// Output:
	// true false
}
