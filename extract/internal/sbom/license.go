package sbom

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// licenses.txt are the identifiers of the SPDX licence list, one per line, as CycloneDX 1.6 knows them.
//
//go:embed licenses.txt
var licenseList string

func isLicenseID(text string) bool {
	_, found := slices.BinarySearch(strings.Split(strings.TrimSpace(licenseList), "\n"), text)
	return found
}

var licenseToken = regexp.MustCompile(`[()]|[^\s()]+`)

// isExpression says whether a text is an SPDX licence expression of identifiers that are known.
func isExpression(text string) bool {
	tokens := licenseToken.FindAllString(text, -1)
	if len(tokens) == 0 || len(tokens) > 100 {
		return false
	}
	depth, operand := 0, false // whether an operand came last
	with := false
	for _, token := range tokens {
		switch {
		case token == "(":
			if operand {
				return false
			}
			depth++
		case token == ")":
			if !operand || depth == 0 {
				return false
			}
			depth--
		case token == "AND", token == "OR":
			if !operand {
				return false
			}
			operand = false
		case token == "WITH":
			if !operand {
				return false
			}
			operand, with = false, true
		case operand:
			return false
		case with: // exceptions have a list of their own; what the spelling allows is taken
			operand, with = true, false
		default:
			if !isLicenseID(strings.TrimSuffix(token, "+")) {
				return false
			}
			operand = true
		}
	}
	return operand && depth == 0
}

// licenseSet gives a document's licences as SPDX expressions. What is none becomes a LicenseRef,
// which the document explains.
type licenseSet struct {
	refs  map[string]string // text -> LicenseRef
	order []string
}

func (l *licenseSet) expression(licenses []string) string {
	var parts []string
	for _, text := range licenses {
		switch {
		case isExpression(text) && len(licenses) > 1 && strings.Contains(text, " "):
			parts = append(parts, "("+text+")")
		case isExpression(text):
			parts = append(parts, text)
		default:
			parts = append(parts, l.ref(text))
		}
	}
	if len(parts) == 0 {
		return "NOASSERTION"
	}
	return strings.Join(parts, " AND ")
}

var notInRef = regexp.MustCompile(`[^A-Za-z0-9.]+`)

func (l *licenseSet) ref(text string) string {
	if ref, ok := l.refs[text]; ok {
		return ref
	}
	name := strings.Trim(notInRef.ReplaceAllString(text, "-"), "-")
	if len(name) > 60 {
		name = name[:60]
	}
	ref := fmt.Sprintf("LicenseRef-%d-%s", len(l.refs)+1, name)
	ref = strings.TrimSuffix(ref, "-")
	l.refs[text] = ref
	l.order = append(l.order, text)
	return ref
}
