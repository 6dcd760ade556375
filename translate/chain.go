package translate

import (
	"fmt"
	"strings"

	"github.com/pratique-dev/pratique/translate/internal/source"
)

// maxChain is the length up to which choices are one chain of else: OPA takes
// half a second for a chain of 1,000 and a minute for one of 10,000. Longer
// ones are a chain of chains.
const maxChain = 50

// writeChain writes a rule that has the value of the first branch that holds,
// and is undefined where none does.
func writeChain(b *strings.Builder, name, comment string, branches []branch) {
	if len(branches) == 0 {
		return
	}
	if len(branches) > maxChain {
		branches = writeLinks(b, name, branches)
	}
	b.WriteString("\n" + source.Title(comment, "") + name + " := ")
	writeBranches(b, branches)
}

// writeLinks writes the chains that the chain consists of.
func writeLinks(b *strings.Builder, name string, branches []branch) []branch {
	var links []branch
	for start := 0; start < len(branches); start += maxChain {
		link := branches[start:min(start+maxChain, len(branches))]
		part := fmt.Sprintf("_%s_%d", name, len(links)+1)
		fmt.Fprintf(b, "\n# %s to %s\n%s := ", link[0].pointer, link[len(link)-1].pointer, part)
		writeBranches(b, link)
		links = append(links, branch{pointer: link[0].pointer, value: func() string { return part }, conditions: []string{part}})
	}
	return links
}

func writeBranches(b *strings.Builder, branches []branch) {
	for i, one := range branches {
		if i > 0 {
			b.WriteString(" else := ")
		}
		b.WriteString(one.value())
		if len(one.conditions) > 0 {
			b.WriteString(" if {\n\t" + strings.Join(one.conditions, "\n\t") + "\n}")
		}
	}
	b.WriteString("\n")
}
