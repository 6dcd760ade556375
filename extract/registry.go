package extract

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/spool"
	"github.com/pratique-dev/pratique/extract/source"
)

const (
	registryFacts = "registry"
	// maxBases is how many base images are asked for: a Dockerfile may name any number.
	maxBases = 50
	// askTime is how long a registry may take: a Dockerfile may also name any registry.
	askTime = 30 * time.Second
	// baseName is the annotation, or label, of the image that an image is built on (image-spec,
	// annotations.md).
	baseName = "org.opencontainers.image.base.name"
)

// registrySection asks registries for what the image's tag and its base images stand for
// now. tagged is the image's reference with a tag, "" for none. What is not answered stays
// unknown, and is a problem that costs nobody the rest. The error is that ctx has ended.
func registrySection(ctx context.Context, doc *document.Document, o Options, tagged string) error {
	a := asker{ctx: ctx, doc: doc, options: o, own: tagged}
	section := &document.Registry{
		CheckedAt: time.Now().UTC().Format(time.RFC3339), BaseDigests: map[string]string{}, Manifests: map[string][]string{},
	}
	doc.Registry = section
	if tagged != "" {
		section.Reference = &tagged
		if answer, ok := a.ask(tagged, digestsOf(doc.Image)); ok {
			section.TagDigest = &answer.Digest
			note(section, answer)
		}
	}
	bases := baseImages(doc)
	for i, base := range bases {
		if i == maxBases {
			a.problem(fmt.Errorf("asking registries for the digests of base images: there are %d more than %d", len(bases)-maxBases, maxBases))
			break
		}
		name, pinned, _ := strings.Cut(base, "@")
		if source.ParseReference(base).Tag == "" {
			continue // it names nothing that could change
		}
		if answer, ok := a.ask(name, []string{pinned}); ok {
			section.BaseDigests[base] = answer.Digest
			note(section, answer)
		}
	}
	return ctx.Err()
}

func note(section *document.Registry, answer source.Answer) {
	if answer.Manifests != nil {
		section.Manifests[answer.Digest] = answer.Manifests
	}
}

// asker asks on behalf of one document.
type asker struct {
	ctx     context.Context
	doc     *document.Document
	options Options
	own     string // the image's reference
}

// ask gives the user's name and password to the image's own registry alone: whoever writes a
// Dockerfile chooses the others.
func (a *asker) ask(reference string, have []string) (source.Answer, bool) {
	o := a.options.source(nil)
	if a.own == "" || !source.SameRegistry(a.own, reference) {
		o.Username, o.Password = "", ""
	}
	ctx, cancel := context.WithTimeout(a.ctx, askTime)
	defer cancel()
	answer, err := source.Ask(ctx, reference, have, o)
	if err != nil {
		a.problem(err)
	}
	return answer, err == nil
}

func (a *asker) problem(err error) {
	a.doc.Problems = append(a.doc.Problems, newProblem(registryFacts, "", err.Error(), true))
}

// source are the options for finding images.
func (o Options) source(store *spool.Store) source.Options {
	return source.Options{
		Stdin: o.Stdin, Tag: o.Tag, Platform: o.Platform, Username: o.Username, Password: o.Password,
		Insecure: o.Insecure, CAFile: o.CAFile, Offline: o.Offline, AllowPrivateRedirects: o.AllowPrivateRedirects, MaxBytes: o.Limits.Bytes, Store: store, Notice: o.Notice,
	}
}

// tagged is the reference with a tag that an image has: what the user calls it, or where it was
// pulled from. What an archive calls it need not be any registry's name.
func tagged(o Options, image *source.Image) string {
	name := o.Tag
	if name == "" && image.Pulled {
		name = image.Name
	}
	if name == "" || source.ParseReference(name).Tag == "" {
		return ""
	}
	name, _, _ = strings.Cut(name, "@")
	return name
}

func digestsOf(image *document.Image) []string {
	var digests []string
	for _, digest := range []*string{image.Digest, image.ParentDigest} {
		if digest != nil {
			digests = append(digests, *digest)
		}
	}
	return digests
}

// baseImages are the images that the used stages of a supplied Dockerfile begin with, each once;
// without a Dockerfile the one that an annotation or label names.
func baseImages(doc *document.Document) []string {
	var bases []string
	seen := map[string]bool{"": true, "scratch": true}
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			bases = append(bases, name)
		}
	}
	if d := doc.Dockerfile; d != nil && d.Mode == document.ModeActual {
		for _, stage := range d.Stages {
			if stage.Used && stage.Base.Stage == nil && stage.Base.Reference != nil {
				add(*stage.Base.Reference)
			}
		}
		return bases
	}
	if doc.Image != nil {
		add(doc.Image.Annotations[baseName])
		var config struct{ Labels map[string]any }
		if json.Unmarshal(doc.Image.Config, &config) == nil {
			label, _ := config.Labels[baseName].(string)
			add(label)
		}
	}
	return bases
}
