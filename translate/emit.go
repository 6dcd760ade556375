package translate

import (
	"cmp"
	"maps"
	"slices"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/translate/internal/source"
)

// emit writes the modules of a bundle that has no errors.
func (t *translator) emit(b *bundle) (*Result, error) {
	chains := t.chains(b)
	policies, whitelists := t.used(chains.mappings)
	t.info.Policies, t.info.Whitelists = len(policies), len(whitelists)
	t.info.Rules, t.info.Items = 0, 0
	var modules []Module
	needs := map[document.Need]bool{}
	files := map[string]bool{}
	for _, p := range policies {
		modules = append(modules, t.policyModule(p))
		t.info.Rules += len(p.rules)
		for _, r := range p.rules {
			if file := r.module(); file != "" {
				files[file] = true
			}
			for _, n := range r.needs {
				needs[document.Need(n)] = true
			}
		}
	}
	for _, w := range whitelists {
		modules = append(modules, t.whitelistModule(w))
		t.info.Items += w.items
	}
	if m, ok := t.subjectsModule(policies); ok {
		modules = append(modules, m)
	}
	modules = append(modules, t.bundleModule(chains), t.selectorsModule(b))
	generated := slices.Clone(modules)
	written, ownTests := t.ownModules()
	modules = append(modules, written...)
	library, err := libraryModules(t.lib, slices.Collect(maps.Keys(files)), written)
	if err != nil {
		return nil, err
	}
	modules = append(modules, library...)
	slices.SortFunc(modules, func(a, b Module) int { return cmp.Compare(a.Path, b.Path) })
	r := &Result{
		Modules:  modules,
		Needs:    slices.Sorted(maps.Keys(needs)),
		Warnings: t.warnings,
		Info:     t.info,
		plan:     &plan{t, policies, whitelists, b, chains, generated, nil},
	}
	r.plan.ownTests = ownTests
	if t.own != nil {
		r.Undeclared = t.own.Undeclared
	}
	if len(t.Data) > 0 {
		if r.Data, err = t.Data.JSON(); err != nil {
			return nil, err
		}
	}
	r.Manifest, err = manifest(r)
	return r, err
}

// used are the policies and whitelists that reachable mappings without problems
// name, in the bundle's order and with their slugs.
func (t *translator) used(mappings []*mapping) ([]*policy, []*whitelist) {
	usedPolicies, usedWhitelists := map[*policy]bool{}, map[*whitelist]bool{}
	for _, m := range mappings {
		if len(m.problems) > 0 {
			continue
		}
		for _, p := range m.policies {
			usedPolicies[p] = true
		}
		for _, w := range m.whitelists {
			usedWhitelists[w] = true
		}
	}
	var policies []*policy
	slugs := source.Slugs{Prefix: "policy"}
	for _, v := range t.entries("policies") {
		if p := t.policies.built[v.Pointer]; usedPolicies[p] {
			p.slug = slugs.Name(label(p.name, p.id))
			policies = append(policies, p)
		}
	}
	for _, p := range t.namespaces {
		p.slug = slugs.Name(p.id)
		policies = append(policies, p)
	}
	var whitelists []*whitelist
	slugs = source.Slugs{Prefix: "whitelist"}
	for _, v := range t.entries("whitelists") {
		if w := t.whitelists.built[v.Pointer]; usedWhitelists[w] {
			w.slug = slugs.Name(label(w.name, w.id))
			whitelists = append(whitelists, w)
		}
	}
	return policies, whitelists
}

// label is what a slug is made of.
func label(name *string, id string) string {
	if name != nil && *name != "" {
		return *name
	}
	return id
}

// fileHeader says where a module comes from.
func (t *translator) fileHeader() string {
	return source.Comment("Generated from ", t.info.Source+" (sha256:"+t.info.SHA256+") by pratique translate. Edit the bundle, not this file.")
}
