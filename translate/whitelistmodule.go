package translate

import (
	"strings"

	"github.com/pratique-dev/pratique/translate/internal/source"
)

// maxLiteralItems is how many items a whitelist may have as Rego. Parsing and
// compiling take some 30 µs an item, a tenth of which is left where the items
// stand in a JSON text that OPA reads when it needs the whitelist.
const maxLiteralItems = 500

// whitelistModule writes pratique/whitelists/SLUG.rego.
func (t *translator) whitelistModule(w *whitelist) Module {
	pkg := "pratique.whitelists." + w.slug
	var b strings.Builder
	b.WriteString(t.fileHeader())
	b.WriteString("package " + pkg + "\n\n")
	var record source.Object
	record.Add("id", source.String(w.id))
	record.Add("name", source.Nullable(w.name))
	record.Add("pointer", source.String(w.value.Pointer))
	title := w.value.Get("comment").String()
	if title == "" {
		title = label(w.name, w.id)
	}
	b.WriteString(source.Title(title, ""))
	b.WriteString("whitelist := " + record.Block() + "\n\n")
	b.WriteString(source.Title("Items by gate and trigger id, in the whitelist's order", ""))
	b.WriteString("exact := " + w.literal(w.exactSource()) + "\n\n")
	b.WriteString(source.Title("Items that are patterns, in the whitelist's order", ""))
	records := make([]string, len(w.patterns))
	var broken []string
	for i, p := range w.patterns {
		records[i] = p.record
		if p.broken {
			broken = append(broken, p.record)
		}
	}
	b.WriteString("patterns := " + w.literal(source.Lines(records)) + "\n")
	if w.items > maxUnindexed {
		b.WriteString("\n" + source.Title("Those that expire, in the whitelist's order", ""))
		b.WriteString("expiring := " + w.literal(source.Lines(w.expiring)) + "\n\n")
		b.WriteString(source.Title("Patterns that cannot be compared with findings", ""))
		b.WriteString("broken := " + w.literal(source.Lines(broken)) + "\n\n")
		b.WriteString(source.Title("Places of the patterns to try, by gate and by a text that what matches has", "at its beginning, at its end or anywhere; others are tried always"))
		b.WriteString("index := " + w.literal(w.index()) + "\n")
	}
	return Module{Path: "pratique/whitelists/" + w.slug + ".rego", Package: pkg, Source: []byte(source.Wrap(b.String()))}
}

func (w *whitelist) exactSource() string {
	var gates source.Object
	for _, gate := range w.gates {
		exact := w.exact[gate]
		var ids source.Object
		for _, id := range exact.triggerIDs {
			ids.Add(id, source.Array(exact.records[id]))
		}
		gates.Add(gate, ids.Block())
	}
	return gates.Block()
}

// literal is the Rego as it is, or as the JSON text that it is too. No string
// in it has a backquote: the encoder escapes them.
func (w *whitelist) literal(rego string) string {
	if w.items <= maxLiteralItems {
		return rego
	}
	return "json.unmarshal(`" + withoutTrailingCommas(rego) + "`)"
}

// withoutTrailingCommas removes the commas after last members, which Rego
// allows and JSON does not. Blocks end a line with them, and no literal holds a
// line end.
func withoutTrailingCommas(rego string) string {
	lines := strings.Split(rego, "\n")
	for i := range len(lines) - 1 {
		if next := strings.TrimLeft(lines[i+1], "\t"); strings.HasPrefix(next, "}") || strings.HasPrefix(next, "]") {
			lines[i] = strings.TrimSuffix(lines[i], ",")
		}
	}
	return strings.Join(lines, "\n")
}
