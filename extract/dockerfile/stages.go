package dockerfile

import (
	"encoding/csv"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"github.com/pratique-dev/pratique/extract/document"
)

// maxStages bounds how many stages a Dockerfile may have.
const maxStages = 500

// stage is a stage while the file is read.
type stage struct {
	document.Stage
	scope *scope
	shell []string // of SHELL; nil for the platform's default
	refs  []string // names and indexes in --from and in mounts
}

var (
	errFrom   = errors.New("FROM takes an image, or an image, AS and a name")
	errNoFrom = errors.New("there is no FROM, so this is no Dockerfile")
	errTarget = errors.New("no such stage")
)

// isTarget says whether an error is about Options.Target and not about the file.
func isTarget(err error) bool { return errors.Is(err, errTarget) }

// from opens the stage that a FROM begins.
func (in *interpreter) from(node *parser.Node) error {
	args := words(node)
	named := len(args) == 3 && strings.EqualFold(args[1], "AS")
	if len(args) != 1 && !named || args[0] == "" {
		return errFrom
	}
	if len(in.stages) == maxStages {
		return fmt.Errorf("more than %d stages", maxStages)
	}
	s := stage{
		Stage: document.Stage{Index: len(in.stages), Base: document.Base{Raw: args[0]}},
		scope: newScope(nil),
	}
	if named {
		name := strings.ToLower(args[2]) // as BuildKit keeps it: names ignore case
		s.Name = &name
	}
	if platform, ok := flags(node.Flags)["platform"].(string); ok {
		s.Platform = in.expander.value(platform, in.global)
		if s.Platform == nil {
			s.Platform = &platform
		}
	}
	if reference := in.expander.value(args[0], in.global); reference != nil && *reference != "" {
		s.Base.Reference = reference
		if base := in.named(*reference); base != nil {
			s.Base.Stage = &base.Index
			s.scope = newScope(base.scope)
			s.shell = base.shell
		} else {
			splitReference(&s.Base)
		}
	}
	in.stages = append(in.stages, s)
	return nil
}

// named finds a stage by its name; of several the last so far, as BuildKit does.
func (in *interpreter) named(name string) *stage {
	for i := len(in.stages) - 1; i >= 0; i-- {
		if s := &in.stages[i]; s.Name != nil && strings.EqualFold(*s.Name, name) {
			return s
		}
	}
	return nil
}

// find finds a stage by name or index.
func (in *interpreter) find(name string) *stage {
	if s := in.named(name); s != nil {
		return s
	}
	if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(in.stages) {
		return &in.stages[i]
	}
	return nil
}

// refer notes which stages COPY --from, ADD --from and RUN --mount read. What an
// ONBUILD refers to counts for its stage too, so that used errs towards true.
func (in *interpreter) refer(instruction *document.Instruction) {
	if len(in.stages) == 0 {
		return
	}
	current := &in.stages[len(in.stages)-1]
	var refs []string
	switch instruction.Instruction {
	case "COPY", "ADD":
		refs = values(instruction.Flags["from"])
	case "RUN":
		for _, mount := range values(instruction.Flags["mount"]) {
			fields, err := csv.NewReader(strings.NewReader(mount)).Read()
			if err != nil {
				continue // Docker refuses it; there is no stage to be read from it
			}
			for _, field := range fields {
				if name, ok := strings.CutPrefix(field, "from="); ok {
					refs = append(refs, name)
				}
			}
		}
	}
	for _, ref := range refs {
		if expanded := in.expander.value(ref, current.scope); expanded != nil {
			current.refs = append(current.refs, *expanded)
		}
	}
}

func values(flag any) []string {
	switch v := flag.(type) {
	case string:
		return []string{v}
	case []string:
		return v
	}
	return nil
}

func (in *interpreter) shell() []string {
	if n := len(in.stages); n > 0 {
		return in.stages[n-1].shell
	}
	return nil
}

// finish marks the final stage and those that it uses.
func (in *interpreter) finish() ([]document.Stage, error) {
	if len(in.stages) == 0 {
		return nil, errNoFrom
	}
	final := &in.stages[len(in.stages)-1]
	if in.options.Target != "" {
		if final = in.find(in.options.Target); final == nil {
			return nil, fmt.Errorf("target %s: %w", in.options.Target, errTarget)
		}
	}
	final.Final = true
	todo := []*stage{final}
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if s.Used {
			continue
		}
		s.Used = true
		if s.Base.Stage != nil {
			todo = append(todo, &in.stages[*s.Base.Stage])
		}
		for _, ref := range s.refs {
			if other := in.find(ref); other != nil {
				todo = append(todo, other)
			}
		}
	}
	list := make([]document.Stage, len(in.stages))
	for i := range in.stages {
		list[i] = in.stages[i].Stage
	}
	return list, nil
}
