package extract

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/vex"
)

// vexTypes begin the types of predicates that are VEX documents.
var vexTypes = []string{"https://openvex.dev/ns", "https://cyclonedx.org/vex"}

// attestedVEX are the statements of VEX documents that a signer has attested whom the trust
// file trusts to say that vulnerabilities do not affect the image. What cannot be read is a
// warning: it clears nothing.
func attestedVEX(attestations []document.Attestation) (statements []document.VEXStatement, warnings []string) {
	for _, a := range attestations {
		isVEX := slices.ContainsFunc(vexTypes, func(prefix string) bool { return strings.HasPrefix(a.PredicateType, prefix) })
		if !isVEX || !a.Verified || !a.VEX || a.Source != document.SourceTool {
			continue
		}
		name := "attestation by " + strings.Join(a.Signers, ", ")
		if a.Predicate == nil {
			warnings = append(warnings, name+": its VEX document is too long to be kept, and clears nothing")
			continue
		}
		list, some, err := vex.Read(bytes.NewReader(a.Predicate), name)
		if err != nil {
			warnings = append(warnings, fmt.Sprintf("%s: %v", name, err))
			continue
		}
		for i := range list {
			list[i].Signed = true
		}
		statements, warnings = append(statements, list...), append(warnings, some...)
	}
	return statements, warnings
}
