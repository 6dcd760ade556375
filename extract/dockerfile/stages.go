package dockerfile

import (
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	imagename "github.com/distribution/reference"
	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/limits"
)

// maxStages bounds how many stages a Dockerfile may have.
var maxStages = limits.Count("dockerfile-stages", 500)

// stage is a stage while the file is read.
type stage struct {
	document.Stage
	scope *scope
	line  int
	shell []string // of SHELL; nil for the platform's default
	refs  []ref    // names and indexes in --from and in mounts

	entrypoint, cmd []string // the words that a container starts with
	ownCmd          bool     // cmd is this stage's, not inherited
}

// ref is what an instruction takes files from.
type ref struct {
	name  string
	mount bool // of RUN --mount, which knows stages by their names only
	later bool // of ONBUILD: of another build
	line  int
}

var (
	errFrom   = errors.New("FROM takes an image, or an image, AS and a name")
	errNoFrom = errors.New("there is no FROM, so this is not a Dockerfile")
	errTarget = errors.New("no such stage")
)

// isTarget says whether an error is about Options.Target and not about the file.
func isTarget(err error) bool { return errors.Is(err, errTarget) }

// from opens the stage that a FROM begins.
func (in *interpreter) from(node *parser.Node, line int) error {
	args := words(node)
	named := len(args) == 3 && strings.EqualFold(args[1], "AS")
	if len(args) != 1 && !named || args[0] == "" {
		return errFrom
	}
	if len(in.stages) == maxStages.Int() {
		return maxStages.Exceeded("more than %d stages", maxStages.Int())
	}
	s := stage{
		Stage: document.Stage{Index: len(in.stages), Base: document.Base{Raw: args[0]}},
		scope: newScope(nil),
		line:  line,
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
		if base := in.exactly(*reference); base != nil {
			s.Base.Stage = &base.Index
			s.scope = newScope(base.scope)
			s.shell, s.entrypoint, s.cmd = base.shell, base.entrypoint, base.cmd
		} else if _, err := imagename.ParseNormalizedNamed(*reference); err != nil && !in.expander.literal {
			return fmt.Errorf("the base image %s: %w", *reference, err)
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

// exactly finds a stage by its name in FROM, where the case counts: what --from calls
// Build is build there.
func (in *interpreter) exactly(name string) *stage {
	if s := in.named(name); s != nil && *s.Name == name {
		return s
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

// source is the stage that is taken from, nil where it is an image.
func (in *interpreter) source(r ref) *stage {
	if r.mount {
		return in.named(r.name)
	}
	return in.find(r.name)
}

// start sets what a container starts with. An ENTRYPOINT undoes the CMD of an earlier stage.
func (s *stage) start(instruction *document.Instruction) {
	list := instruction.Arguments
	if !instruction.JSONForm && len(list) > 0 {
		shell := s.shell
		if shell == nil {
			shell = []string{"/bin/sh", "-c"}
		}
		list = append(slices.Clone(shell), list...)
	}
	if instruction.Instruction == "CMD" {
		s.cmd, s.ownCmd = list, true
		return
	}
	if s.entrypoint = list; !s.ownCmd {
		s.cmd = nil
	}
}

// refer notes which stages COPY --from, ADD --from and RUN --mount read. What an
// ONBUILD refers to counts for its stage too, so that used errs towards true.
func (in *interpreter) refer(instruction *document.Instruction, later bool) {
	if len(in.stages) == 0 {
		return
	}
	current := &in.stages[len(in.stages)-1]
	var refs []string
	mount := instruction.Instruction == "RUN"
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
	for _, name := range refs {
		if expanded := in.expander.value(name, current.scope); expanded != nil {
			current.refs = append(current.refs, ref{*expanded, mount, later, instruction.StartLine})
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

// acyclic refuses stages that take files from themselves, also by way of others.
func (in *interpreter) acyclic() error {
	const (
		open = 1 + iota
		done
	)
	state := make([]int, len(in.stages))
	var visit func(s *stage) error
	// follow goes on to a stage that is taken from at a line, under a name.
	follow := func(other *stage, line int, name string) error {
		switch {
		case other == nil || state[other.Index] == done:
			return nil
		case state[other.Index] == open:
			return fmt.Errorf("line %d: the stage takes files from itself, as %s", line, name)
		}
		return visit(other)
	}
	visit = func(s *stage) error {
		state[s.Index] = open
		if base := s.Base.Stage; base != nil {
			if err := follow(&in.stages[*base], s.line, s.Base.Raw); err != nil {
				return err
			}
		}
		for _, r := range s.refs {
			if r.later {
				continue
			}
			if err := follow(in.source(r), r.line, r.name); err != nil {
				return err
			}
		}
		state[s.Index] = done
		return nil
	}
	for i := range in.stages {
		for _, r := range in.stages[i].refs {
			if r.later || in.source(r) != nil {
				continue
			}
			if _, err := strconv.Atoi(r.name); err == nil && !r.mount {
				return fmt.Errorf("line %d: there is no stage %s", r.line, r.name)
			}
			if _, err := imagename.ParseNormalizedNamed(r.name); err != nil && r.name != "" {
				return fmt.Errorf("line %d: neither a stage nor an image is %s: %w", r.line, r.name, err)
			}
		}
		if state[i] == 0 {
			if err := visit(&in.stages[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// final is the stage that the image is built from.
func (in *interpreter) final() *stage {
	for i := range in.stages {
		if in.stages[i].Final {
			return &in.stages[i]
		}
	}
	return &stage{}
}

// finish marks the final stage and those that it uses.
func (in *interpreter) finish() ([]document.Stage, error) {
	if len(in.stages) == 0 {
		return nil, errNoFrom
	}
	if !in.expander.literal {
		if err := in.acyclic(); err != nil {
			return nil, err
		}
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
		for _, r := range s.refs {
			other := in.source(r)
			if other == nil {
				continue
			}
			if other.Index > s.Index && !r.later && !in.expander.literal {
				return nil, fmt.Errorf("line %d: the stage %s is taken from before it is there", r.line, r.name)
			}
			todo = append(todo, other)
		}
	}
	list := make([]document.Stage, len(in.stages))
	for i := range in.stages {
		list[i] = in.stages[i].Stage
	}
	return list, nil
}
