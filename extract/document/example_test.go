package document_test

import (
	"fmt"

	"github.com/pratique-dev/pratique/extract/document"
)

// A need is a section, and what of it.
func ExampleNeed() {
	n := document.Need("packages:npm")
	fmt.Println(n.Section(), n.Detail())
	// Output:
	// packages npm
}
