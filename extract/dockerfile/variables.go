package dockerfile

import (
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// scopeOf is the variables that an instruction sees: the current stage's, and for
// FROM and before the first FROM the global ones.
func (in *interpreter) scopeOf(name string) *scope {
	if name == "FROM" || len(in.stages) == 0 {
		return in.global
	}
	return in.stages[len(in.stages)-1].scope
}

// apply does what an instruction does to the ones after it: ENV and ARG set variables,
// SHELL the shell, --from refers to a stage. Pairs are filled in passing.
func (in *interpreter) apply(instruction *document.Instruction) {
	s := in.scopeOf(instruction.Instruction)
	switch instruction.Instruction {
	case "ENV", "LABEL":
		// All pairs of an instruction see the variables before it.
		instruction.Pairs = in.pairs(instruction.Arguments, s)
		if instruction.Instruction == "ENV" {
			for _, p := range instruction.Pairs {
				s.set(p.Name, p.Expanded)
			}
		}
	case "ARG":
		for _, word := range instruction.Arguments {
			instruction.Pairs = append(instruction.Pairs, in.argument(word, s))
		}
	case "SHELL":
		if n := len(in.stages); n > 0 && instruction.JSONForm {
			in.stages[n-1].shell = instruction.Arguments
		}
	case "CMD", "ENTRYPOINT":
		if n := len(in.stages); n > 0 {
			in.stages[n-1].start(instruction)
		}
	default:
		in.refer(instruction, false)
	}
}

// words are what the builder makes of the arguments of an instruction that sets a part
// of the configuration; nil for others.
func (in *interpreter) words(name string, arguments []string) []*string {
	var list []*string
	s := in.scopeOf(name)
	for _, argument := range arguments {
		switch name {
		case "EXPOSE":
			values, ok := in.expander.values(argument, s)
			if !ok {
				list = append(list, nil)
			}
			for _, value := range values {
				list = append(list, &value)
			}
		case "USER", "VOLUME", "WORKDIR", "STOPSIGNAL":
			if in.expander.literal {
				list = append(list, &argument)
			} else {
				list = append(list, in.expander.value(argument, s))
			}
		default:
			return nil
		}
	}
	return list
}

func (in *interpreter) pairs(words []string, s *scope) []document.Pair {
	var pairs []document.Pair
	for _, word := range words {
		name, value, _ := strings.Cut(word, "=")
		plain := in.expander.unquoted(value)
		pairs = append(pairs, document.Pair{
			Name:     in.expander.unquoted(name),
			Value:    &plain,
			Expanded: in.assigned(value, plain, s),
		})
	}
	return pairs
}

func (in *interpreter) assigned(value, plain string, s *scope) *string {
	if in.expander.literal {
		return &plain
	}
	return in.expander.value(value, s)
}

// argument reads one word of an ARG and declares it: --build-arg wins, then the
// default, then the global argument of that name. Without any of them the variable
// keeps what it had, and what it is in the build is not known.
func (in *interpreter) argument(word string, s *scope) document.Pair {
	name, value, hasDefault := strings.Cut(word, "=")
	pair := document.Pair{Name: in.expander.unquoted(name)}
	if hasDefault {
		plain := in.expander.unquoted(value)
		pair.Value = &plain
		pair.Expanded = in.assigned(value, plain, s)
	}
	if given, ok := in.options.BuildArgs[pair.Name]; ok {
		pair.Expanded = &given
	} else if !hasDefault {
		pair.Expanded, _ = in.global.get(pair.Name)
	}
	if pair.Expanded != nil || hasDefault {
		s.set(pair.Name, pair.Expanded)
	}
	return pair
}

// platformArguments are the arguments that BuildKit sets by itself. They are global:
// FROM sees them, a stage must declare them.
func platformArguments(o Options) *scope {
	s := newScope(nil)
	for _, side := range []string{"BUILD", "TARGET"} {
		platform := DefaultPlatform
		if o.Platform != "" {
			platform = o.Platform
		}
		if given := o.BuildArgs[side+"PLATFORM"]; given != "" {
			platform = given
		}
		parts := append(strings.SplitN(platform, "/", 3), "", "")
		s.set(side+"PLATFORM", &platform)
		s.set(side+"OS", &parts[0])
		s.set(side+"ARCH", &parts[1])
		s.set(side+"VARIANT", &parts[2])
	}
	stage := "default"
	if o.Target != "" {
		stage = o.Target
	}
	s.set("TARGETSTAGE", &stage)
	for name := range s.own {
		if given, ok := o.BuildArgs[name]; ok {
			s.set(name, &given)
		}
	}
	return s
}
