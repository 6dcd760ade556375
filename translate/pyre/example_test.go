package pyre_test

import (
	"errors"
	"fmt"
	"log"

	"github.com/pratique-dev/pratique/translate/pyre"
)

// A Python expression as RE2 has it, and one that RE2 cannot run.
func ExampleMatch() {
	re2, err := pyre.Match(`\d+(?P<rest>.*)$`)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(re2)
	_, err = pyre.Match(`(\w+) \1`)
	var unsupported *pyre.UnsupportedError
	fmt.Println(errors.As(err, &unsupported))
	// Output:
	// \A[\p{Nd}]+.*\n?\z
	// true
}
