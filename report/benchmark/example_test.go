package benchmark_test

import (
	"fmt"
	"log"
	"os"

	"github.com/pratique-dev/pratique/report/benchmark"
)

// A report on a benchmark as CSV, as its file's name says.
func ExampleRender() {
	format := benchmark.FormatOf("report.csv")
	inputs := []benchmark.Input{{Image: "shop:1", Missing: "no such image"}}
	if err := benchmark.Render(os.Stdout, format, inputs); err != nil {
		log.Fatal(err)
	}
	fmt.Println(format)
	// Output:
	// image,benchmark,control,title,section,level,scored,state,findings,exceptions,details,containers
	// shop:1,,,,,,,error,,,no such image,
	// csv
}
