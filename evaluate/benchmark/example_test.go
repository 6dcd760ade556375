package benchmark_test

import (
	"bytes"
	"fmt"
	"log"

	"github.com/pratique-dev/pratique/bundles"
	"github.com/pratique-dev/pratique/evaluate/benchmark"
)

// The controls of a benchmark that ships.
func ExampleReadDefinition() {
	text, _ := bundles.Controls("cis-docker-1.13")
	d, err := benchmark.ReadDefinition(bytes.NewReader(text), bundles.Controls)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(d.Benchmark.ID, d.HasProfile("level-1"), d.Lacks([]string{"4.1", "99.1"}))
	// Output:
	// cis-docker-1.13.0 true [99.1]
}
