package translate

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/translate/internal/source"
)

// plan is what a result was made of.
type plan struct {
	t          *translator
	policies   []*policy
	whitelists []*whitelist
	selectors  *bundle
	chains     chains
	generated  []Module
	ownTests   []Module
}

// WithTests is r with Rego tests of the modules that the translator wrote: each
// rule on a document on which it fires and on one on which it does not, each
// mapping and image rule on an image that it is for, each whitelist item on a
// finding that it matches. What the tests expect is what r's modules say: so
// they show what the bundle does, and fail when something changes it.
//
// The author's own tests are among them too. They are for people who own a
// bundle as a directory of Rego; nothing reads them to judge an image. The same
// result gives the same tests. A result that was read back by Open stays as it is.
func WithTests(ctx context.Context, r *Result) (*Result, error) {
	if r.plan == nil {
		return r, nil
	}
	s, err := newSandbox(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("writing the tests: %w", err)
	}
	out := *r
	for _, p := range r.plan.policies {
		out.Tests = append(out.Tests, s.policyTest(p))
	}
	if len(r.plan.whitelists) > 0 {
		out.Tests = append(out.Tests, s.whitelistsTest())
	}
	out.Tests = append(out.Tests, s.bundleTest())
	if s.err != nil {
		return nil, fmt.Errorf("writing the tests: %w", s.err)
	}
	out.Tests = append(out.Tests, r.plan.ownTests...)
	slices.SortFunc(out.Tests, func(a, b Module) int { return cmp.Compare(a.Path, b.Path) })
	out.Manifest, err = manifest(&out)
	return &out, err
}

// Generated are those of the modules that the translator wrote itself: the
// bundle's and not the library's. A result that was read back has none.
func (r *Result) Generated() []Module {
	if r.plan == nil {
		return nil
	}
	return r.plan.generated
}

// test is the test module of a module: the same path and package, with _test.
func (s *sandbox) test(of Module, body string, about ...string) Module {
	var b strings.Builder
	b.WriteString(s.plan.t.fileHeader())
	b.WriteString("#\n")
	for _, line := range about {
		b.WriteString("# " + line + "\n")
	}
	b.WriteString("package " + of.Package + "_test\n\n" + body)
	return Module{
		Path:    strings.TrimSuffix(of.Path, ".rego") + "_test.rego",
		Package: of.Package + "_test",
		Source:  []byte(source.Wrap(b.String())),
	}
}

// imported imports a module under an alias, unless that is its name already.
func imported(pkg, alias string) string {
	if strings.HasSuffix(pkg, "."+alias) {
		return "import data." + pkg + "\n\n"
	}
	return "import data." + pkg + " as " + alias + "\n\n"
}
