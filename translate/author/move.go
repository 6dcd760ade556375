package author

import (
	"bytes"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// movedMain is where an author's package main stands in a translated bundle.
const movedMain = "own.main"

// move is the module's text with every data.main written as data.own.main; nil
// where there is none. Rows stay as they are.
func move(m *ast.Module, source []byte) []byte {
	var places []int
	visit := func(ref ast.Ref) {
		if at, ok := mainIn(ref, source); ok {
			places = append(places, at)
		}
	}
	visit(m.Package.Path)
	ast.WalkRefs(m, func(ref ast.Ref) bool {
		visit(ref)
		return false
	})
	if places == nil {
		return nil
	}
	slices.Sort(places)
	var out bytes.Buffer
	last := 0
	for _, at := range slices.Compact(places) {
		out.Write(source[last:at])
		if source[at] == '"' { // data["main"]
			out.WriteString(`"own"]["main"`)
			last = at + len(`"main"`)
			continue
		}
		out.WriteString("own.main")
		last = at + len("main")
	}
	out.Write(source[last:])
	return out.Bytes()
}

// mainIn is the offset of main in a reference that begins with data.main.
func mainIn(ref ast.Ref, source []byte) (int, bool) {
	if len(ref) < 2 || !ref[0].Equal(ast.DefaultRootDocument) || !ref[1].Equal(ast.StringTerm("main")) || ref[1].Location == nil {
		return 0, false
	}
	at := ref[1].Location.Offset
	if at < 0 || at > len(source) {
		return 0, false
	}
	rest := source[at:]
	return at, bytes.HasPrefix(rest, []byte("main")) || bytes.HasPrefix(rest, []byte(`"main"`))
}
