package parameters_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/pratique-dev/pratique/translate/parameters"
)

// A site's value put into a bundle.
func ExampleValues_Apply() {
	bundle := []byte(`{"parameters": {"web.ports": {"description": "Ports."}},
		"policies": [{"rules": [{"params": [{"name": "allowed", "value": "80", "parameter": "web.ports"}]}]}]}`)
	for _, p := range parameters.Of(bundle) {
		fmt.Println(p.Name, p.Default)
	}
	values := parameters.Values{}
	if err := values.Set("web.ports=8080"); err != nil {
		log.Fatal(err)
	}
	text, err := values.Apply(bundle)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Contains(string(text), `"value": "8080"`) || strings.Contains(string(text), `"value":"8080"`))
	// Output:
	// web.ports 80
	// true
}
