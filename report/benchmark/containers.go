package benchmark

import (
	"fmt"
	"strings"

	controls "github.com/pratique-dev/pratique/evaluate/benchmark"
	"github.com/pratique-dev/pratique/internal/printable"
)

// byContainer says which of several containers have which state, "" where there are
// not several or all are alike in passing. Those that pass are only counted.
func byContainer(c controls.Outcome) string {
	if len(c.Containers) < 2 || c.State == controls.Pass {
		return ""
	}
	var parts []string
	for _, state := range []string{controls.Fail, controls.Unknown, controls.Pass} {
		var names []string
		for _, container := range c.Containers {
			if container.State == state {
				names = append(names, containerName(container))
			}
		}
		switch {
		case len(names) == 0:
		case state == controls.Pass:
			parts = append(parts, fmt.Sprintf("%d pass", len(names)))
		default:
			parts = append(parts, fmt.Sprintf("%d %s (%s)", len(names), state, strings.Join(names, ", ")))
		}
	}
	return "containers: " + strings.Join(parts, ", ")
}

// name is the container's, or where it stands in the document.
func containerName(c controls.ContainerState) string {
	if c.Name == nil {
		return printable.Text(c.Pointer)
	}
	return printable.Text(*c.Name)
}
