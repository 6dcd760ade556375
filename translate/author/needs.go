package author

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pratique-dev/pratique/extract/document"
)

// read fills in what the rule's METADATA says, or else its code.
func (r *Rule) read(c *ast.Compiler, s *sources) error {
	stated, err := r.metadata(s)
	if err != nil || stated {
		return err
	}
	ref, err := ast.ParseRef(r.Ref)
	if err != nil {
		return fmt.Errorf("reading %s: %w", r.Name, err)
	}
	r.Needs = reads(c, c.GetRules(ref))
	return nil
}

// metadata reads custom.needs and custom.samples of the package, the document
// and the rule; stated says that there are needs.
func (r *Rule) metadata(s *sources) (stated bool, err error) {
	needs := map[document.Need]bool{}
	for _, path := range sortedPaths(s.parsed) {
		m := s.parsed[path]
		if s.original(name(m.Package.Path)) != r.Package || strings.HasSuffix(path, "_test.rego") {
			continue
		}
		for _, a := range m.Annotations {
			if !r.concerns(a) {
				continue
			}
			if list, given := a.Custom["needs"]; given {
				texts, ok := texts(list)
				if !ok {
					return false, fmt.Errorf("%s:%d: custom.needs is not a list of strings", s.files[path], a.Location.Row)
				}
				stated = true
				for _, text := range texts {
					needs[document.Need(text)] = true
				}
			}
			r.describe(a)
			if list, given := a.Custom["samples"]; given && a.Scope != "package" {
				samples, ok := asJSON(list)
				if !ok {
					return false, fmt.Errorf("%s:%d: custom.samples is not a list of documents", s.files[path], a.Location.Row)
				}
				r.Samples = append(r.Samples, samples...)
			}
		}
	}
	r.Needs = sorted(needs)
	return stated, nil
}

// describe reads what is for people, of the rule and not of its package. The first that says it counts.
func (r *Rule) describe(a *ast.Annotations) {
	if a.Scope == "package" || a.Scope == "subpackages" {
		return
	}
	r.Title, r.Description = cmp.Or(r.Title, a.Title), cmp.Or(r.Description, a.Description)
	if text, ok := a.Custom["remediation"].(string); ok {
		r.Remediation = cmp.Or(r.Remediation, text)
	}
	if len(a.RelatedResources) > 0 {
		r.Help = cmp.Or(r.Help, a.RelatedResources[0].Ref.String())
	}
}

func sortedPaths(m map[string]*ast.Module) []string {
	paths := make([]string, 0, len(m))
	for path := range m {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	return paths
}

// concerns says whether the annotations are of the rule, or of its package.
func (r *Rule) concerns(a *ast.Annotations) bool {
	if a.Scope == "package" || a.Scope == "subpackages" {
		return true
	}
	target := a.GetTargetPath()
	return len(target) > 0 && target[len(target)-1].Equal(ast.StringTerm(r.Base))
}

func texts(v any) ([]string, bool) {
	list, ok := v.([]any)
	var out []string
	for _, item := range list {
		text, isText := item.(string)
		ok = ok && isText
		out = append(out, text)
	}
	return out, ok
}

// asJSON is a list of YAML values as JSON has them.
func asJSON(v any) ([]any, bool) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, false
	}
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.UseNumber()
	var list []any
	err = decoder.Decode(&list)
	return list, err == nil
}

// needsOf are the facts that a reference into the input reads.
func needsOf(ref ast.Ref) []document.Need {
	if len(ref) == 0 || !ref[0].Equal(ast.InputRootDocument) {
		return nil
	}
	section, ok := text(ref, 1)
	if !ok {
		return everything()
	}
	detail, known := text(ref, 2)
	switch section {
	case "image":
		return image(detail, known)
	case "files":
		if known {
			return []document.Need{document.Need("files:path:" + detail)}
		}
	case "retrieved_files":
		if known {
			return []document.Need{document.Need("retrieved_files:" + detail)}
		}
	case "feeds":
		if known {
			return []document.Need{document.Need("feeds." + detail)}
		}
	case "schema_version", "evaluated_at", "extractor", "searched", "problems", "evaluation", "matches", "match_errors", "custom":
		return nil // there in any case, or not the extractor's to find
	}
	return []document.Need{document.Need(section)}
}

// image are the needs of a reference below input.image. Much of it costs
// nothing, some of it opens the layers.
func image(detail string, known bool) []document.Need {
	switch {
	case !known:
		return []document.Need{"image", "image.distro", "image.size"}
	case detail == "distro":
		return []document.Need{"image", "image.distro"}
	case detail == "size", detail == "layers", detail == "layers_size", detail == "compressed_size":
		return []document.Need{"image", "image.size"}
	}
	return []document.Need{"image"}
}

func text(ref ast.Ref, i int) (string, bool) {
	if i >= len(ref) {
		return "", false
	}
	s, ok := ref[i].Value.(ast.String)
	return string(s), ok
}

// everything are the facts that every image has: who asks for the whole input,
// or for a section whose name is computed, may mean any of them.
func everything() []document.Need {
	return []document.Need{
		"accounts", "dockerfile", "files", "files.sha256", "image", "image.distro", "image.size", "packages", "secrets",
	}
}
