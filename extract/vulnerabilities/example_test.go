package vulnerabilities_test

import (
	"fmt"
	"log"

	"github.com/pratique-dev/pratique/extract/vulnerabilities"
)

// The score of a vector, and another scanner's word for a severity.
func ExampleRating() {
	score, err := vulnerabilities.Rating("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")
	if err != nil {
		log.Fatal(err)
	}
	severity, _ := vulnerabilities.Severity("CRITICAL")
	fmt.Println(*score.BaseScore, severity)
	// Output:
	// 9.8 Critical
}
