package translate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/translate/internal/source"
)

// maxBranches is how many branches of one chain are tested.
const maxBranches = 500

// bundleTest writes pratique/bundle_test.rego.
func (s *sandbox) bundleTest() Module {
	of := Module{Path: "pratique/bundle.rego", Package: "pratique.bundle"}
	var b strings.Builder
	b.WriteString("import data.pratique.bundle\nimport data.pratique.selectors\n")
	if slices.ContainsFunc(s.plan.generated, isSubjects) {
		b.WriteString("import data.pratique.subjects\n")
	}
	b.WriteString("\n")
	b.WriteString("test_info if bundle.info.version == " + source.String(s.plan.t.info.Version) + "\n\n")
	b.WriteString("test_warnings if " + counted("bundle.warnings", len(s.plan.t.warningRecords())) + "\n")
	if namespaces := s.plan.t.namespaceSlugs(); namespaces != nil {
		b.WriteString("\ntest_namespaces if bundle.namespaces == " + source.Strings(namespaces) + "\n")
	}
	s.dataTests(&b)
	c := s.plan.chains
	s.chainTest(&b, "mapping", c.mapping)
	s.chainTest(&b, "whitelisted_image", c.whitelisted)
	s.chainTest(&b, "blacklisted_image", c.blacklisted)
	s.chainTest(&b, "problems", c.problems)
	return s.test(of, b.String(), "Which mapping and which image rule an image gets.")
}

func isSubjects(m Module) bool { return m.Path == subjectsPath }

func counted(what string, n int) string {
	return "count(" + what + ") == " + termOf(n)
}

// dataTests are those of the modules that are no more than lists.
func (s *sandbox) dataTests(b *strings.Builder) {
	if slices.ContainsFunc(s.plan.generated, isSubjects) {
		n, _ := s.ask(s.subjects, map[string]any{})
		fmt.Fprintf(b, "\ntest_subjects if {\n\tcount(subjects.expressions) == %v with input as {}\n}\n", n)
	}
	c := s.plan.selectors
	fmt.Fprintf(b, "\ntest_selectors if {\n\tcount(selectors.mappings) == %d\n\tcount(selectors.whitelisted_images) == %d\n\tcount(selectors.blacklisted_images) == %d\n}\n",
		len(c.mappings), len(c.whitelisted), len(c.blacklisted))
}

// chainTest writes a table of images and what the chain takes for them.
func (s *sandbox) chainTest(b *strings.Builder, name string, branches []branch) {
	if len(branches) == 0 {
		return
	}
	pointer := name + ".pointer"
	if name == "problems" {
		pointer = name + "[0].pointer"
	}
	t := &table{stage: s, chain: name, seen: map[string]bool{}}
	for i, one := range branches {
		if i == maxBranches {
			t.comments = append(t.comments, source.Comment(one.pointer, " and what follows are not tested: there are too many."))
			break
		}
		t.branch(one)
	}
	t.nothing()
	b.WriteString("\ndefault _" + name + " := null\n\n")
	b.WriteString("_" + name + " := bundle." + pointer + "\n\n")
	for _, comment := range t.comments {
		b.WriteString(comment)
	}
	if len(t.rows) == 0 {
		b.WriteString("test_" + name + " if _" + name + " == null with input as {}\n")
		return
	}
	b.WriteString("_" + name + "_cases := " + source.Lines(t.rows) + "\n\n")
	b.WriteString("test_" + name + `[name] if {
	some i, tc in _` + name + `_cases
	name := sprintf("%d: %s", [i, tc.want])
	_` + name + ` == tc.want with input as {"image": tc.image}
}
`)
}

// table are images and what a chain takes for them.
type table struct {
	stage    *sandbox
	chain    string
	rows     []string
	seen     map[string]bool
	comments []string
}

// branch adds an image that a branch is for, and images that miss it in one thing.
func (t *table) branch(one branch) {
	image, got := t.image(one)
	if image == nil {
		t.comments = append(t.comments, source.Comment(one.pointer, ": no image was found that gets it."))
		return
	}
	t.add(image, got)
	for _, miss := range one.selector.misses(image) {
		if other := t.stage.chosen(t.chain, miss); other != got {
			t.add(miss, other)
		}
	}
}

// image is one for which the chain takes the branch, and the pointer that it
// then has: of a problem, that of the part that raises.
func (t *table) image(one branch) (image map[string]any, got any) {
	for _, image := range one.selector.images() {
		pointer, _ := t.stage.chosen(t.chain, image).(string)
		if pointer == one.pointer || t.chain == "problems" && strings.HasPrefix(pointer, one.pointer+"/") {
			return image, pointer
		}
	}
	return nil, nil
}

// nothing adds an image that the chain has nothing for, where there is one.
func (t *table) nothing() {
	stranger := map[string]any{"registry": "registry.invalid", "repository": "nobody/nothing", "tag": "none", "id": "00", "digest": "sha256:00"}
	if t.stage.chosen(t.chain, stranger) == nil {
		t.add(stranger, nil)
	}
}

// add adds a row, with those facts of the image that count.
func (t *table) add(image map[string]any, want any) {
	var o source.Object
	for _, fact := range facts {
		if t.stage.named[fact] {
			o.Add(fact, termOf(image[fact]))
		}
	}
	key := o.Inline()
	if !t.seen[key] {
		t.seen[key] = true
		var row source.Object
		row.Add("image", key)
		row.Add("want", termOf(want))
		t.rows = append(t.rows, row.Inline())
	}
}
