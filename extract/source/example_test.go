package source_test

import (
	"fmt"
	"strings"

	"github.com/pratique-dev/pratique/extract/source"
)

// Image arguments, interpreted once; a scheme of another tool is an error that names ours.
func ExampleParse() {
	for _, text := range []string{"oci:layout:1.0", "docker.io/library/redis:7", "docker-archive:x.tar"} {
		ref, err := source.Parse(text)
		if err != nil {
			problem, _, _ := strings.Cut(err.Error(), " (")
			fmt.Println(problem)
			continue
		}
		fmt.Println(ref.Scheme, ref)
	}
	// Output:
	// oci oci:layout:1.0
	// registry docker.io/library/redis:7
	// parsing image "docker-archive:x.tar": docker-archive: is a scheme of other tools; write archive:x.tar
}
