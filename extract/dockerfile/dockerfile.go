// Package dockerfile turns a Dockerfile, or the image history that stands in for
// one, into the facts that policies read.
//
// Both readings of a Dockerfile (compatibility.md#continuation-lines and
// compatibility.md#buildkit-history) fill the same document. "instructions", the default,
// is Docker's own: lines has one entry for each instruction, with what Docker would join
// joined and comments removed. "anchore" splits and guesses exactly as Anchore does; only
// lines and contents differ, stages and instructions are read in one way.
//
// Dockerfiles and histories are hostile input. Files above MaxSize and variables
// nested deeper than maxNesting are refused, scripts above maxScript are not read
// (commands_unparsed says so), and the values of variables are bounded, see
// expander.
package dockerfile

import (
	"fmt"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/limits"
)

var maxSize = limits.Bytes("dockerfile-bytes", 1<<20)

// MaxSize is the size in bytes above which Parse refuses a Dockerfile.
func MaxSize() int64 { return maxSize.Bytes() }

// DefaultPlatform is what Options.Platform means when it is empty: the platform
// that is also picked from an image index.
const DefaultPlatform = "linux/amd64"

// Options says how Parse reads a Dockerfile.
type Options struct {
	Path      string            // as the user names it; for messages and the document
	BuildArgs map[string]string // --build-arg
	Target    string            // name or index of the stage that the image is built from; "" for the last
	Reading   string            // document.ReadingInstructions (also "") or document.ReadingAnchore
	Platform  string            // os/arch[/variant] of the image, for TARGETPLATFORM and its like; "" for DefaultPlatform
}

// Parse reads a supplied Dockerfile. Mode is "actual", escape the escape
// character.
//
// An empty file counts as none (compatibility.md#dockerfile-mode): the caller then uses
// Guess, and Parse refuses it. A text that Docker cannot parse, or that has no FROM, is an
// error which names path and line. With the anchore reading it is none, since Anchore takes
// any text: stages and instructions are then empty and unparsed says why.
func Parse(contents []byte, o Options) (*document.Dockerfile, error) {
	if len(contents) == 0 {
		return nil, fmt.Errorf("parsing Dockerfile %s: the file is empty", o.Path)
	}
	if len(contents) > maxSize.Int() {
		return nil, maxSize.Exceeded("parsing Dockerfile %s: %d bytes, and the limit is %d", o.Path, len(contents), maxSize.Int())
	}
	text := strings.ToValidUTF8(string(contents), "\uFFFD")
	d := &document.Dockerfile{
		Mode:         document.ModeActual,
		Contents:     &text,
		Reading:      document.ReadingInstructions,
		Stages:       []document.Stage{},
		Instructions: []document.Instruction{},
	}
	if o.Path != "" {
		d.Path = &o.Path
	}
	entries, escape, err := split(text)
	if err == nil {
		d.Escape = string(escape)
		err = interpret(d, entries, escape, o)
	}
	if o.Reading == document.ReadingAnchore {
		d.Reading = document.ReadingAnchore
		d.Lines, d.Locations = anchoreLines(text)
		if err != nil && !isTarget(err) {
			d.Unparsed, err = err.Error(), nil
		}
	} else if err == nil {
		d.Lines, d.Locations = lines(entries)
	}
	if err != nil {
		return nil, fmt.Errorf("parsing Dockerfile %s: %w", o.Path, err)
	}
	return d, nil
}

// lines is what the gates read of Docker's reading: the joined text of each
// instruction by its name.
func lines(entries []entry) (map[string][]string, map[string][]document.LineRange) {
	texts := map[string][]string{}
	ranges := map[string][]document.LineRange{}
	for _, e := range entries {
		name := strings.ToUpper(e.node.Value)
		texts[name] = append(texts[name], e.line())
		ranges[name] = append(ranges[name], e.LineRange)
	}
	return texts, ranges
}
