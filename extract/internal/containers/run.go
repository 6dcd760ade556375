package containers

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/optread"
	"github.com/pratique-dev/pratique/extract/internal/shellread"
)

// commands reads the docker run and docker create commands of a script.
func (f *file) commands(script string) error {
	commands, err := shellread.Commands(withoutPrompts(script))
	if err != nil {
		return fmt.Errorf("reading shell commands: %w", err)
	}
	for _, command := range commands {
		words, found := dockerRun(command.Words)
		if !found {
			f.notRun(command)
			continue
		}
		if err := f.run(words, command); err != nil {
			return err
		}
	}
	if len(f.result.Containers) == 0 {
		return errors.New("it is none of docker inspect JSON, compose file, Kubernetes manifest and docker run commands")
	}
	return nil
}

// withoutPrompts drops a prompt's "$ " before commands that were copied from a
// terminal.
func withoutPrompts(script string) string {
	lines := strings.SplitAfter(script, "\n")
	for i, line := range lines {
		if rest, ok := strings.CutPrefix(line, "$ "); ok {
			lines[i] = rest
		}
	}
	return strings.Join(lines, "")
}

// dockerRun gives the words after "docker run" or "docker create", past what may
// stand before them: wrappers (sudo -u x, nice -n 5, timeout 60) and their options.
func dockerRun(words []shellread.Word) ([]shellread.Word, bool) {
	at := client(words)
	if at < 0 {
		return nil, false
	}
	words = subcommand(words[at+1:])
	if len(words) == 0 || words[0].Text != "run" && words[0].Text != "create" {
		return nil, false
	}
	return words[1:], true
}

// client is the place of the client's name among the words of a command, -1 where there
// is none, or where it is the text of a command that prints it.
func client(words []shellread.Word) int {
	if len(words) == 0 || slices.Contains([]string{"echo", "printf", "grep", "egrep", "man", "which", "type", "alias", ":", "test", "["}, path.Base(words[0].Text)) {
		return -1
	}
	for i, word := range words {
		if slices.Contains([]string{"docker", "podman", "nerdctl"}, path.Base(word.Text)) {
			if rest := subcommand(words[i+1:]); i == 0 || len(rest) > 0 && isVerb(rest[0].Text) {
				return i
			}
		}
	}
	return -1
}

// subcommand drops the client's own options, and "container".
func subcommand(words []shellread.Word) []shellread.Word {
	words = optread.Read(clientFlags(), words).Rest
	if len(words) > 1 && words[0].Text == "container" {
		words = words[1:]
	}
	return words
}

func isVerb(word string) bool {
	return slices.Contains([]string{"run", "create", "compose", "service", "stack", "pod", "play", "kube"}, word)
}

// notRun notes what starts containers in another way than docker run.
func (f *file) notRun(command shellread.Command) {
	words := command.Words
	at := client(words)
	if at < 0 {
		// A shell that is given its script as text, which is not read as commands.
		shells := []string{"sh", "bash", "ash", "dash", "zsh", "ksh", "ssh", "su", "eval", "xargs", "docker-compose"}
		if name := path.Base(words[0].Text); slices.Contains(shells, name) && (name == "docker-compose" || slices.ContainsFunc(words[1:], func(w shellread.Word) bool {
			return regexp.MustCompile(`\b(?:docker|podman|nerdctl)\s.*\b(?:run|create)\b`).MatchString(w.Text)
		})) {
			f.unread("line %d: %.60s: what it runs is not read", command.Line, name)
		}
		return
	}
	rest := subcommand(words[at+1:])
	if len(rest) == 0 {
		return
	}
	verb := rest[0].Text
	second := ""
	if len(rest) > 1 {
		second = rest[1].Text
	}
	switch {
	case verb == "compose", verb == "service" && second == "create", verb == "stack" && second == "deploy",
		verb == "pod" && second == "create", verb == "play", verb == "kube" && second == "play":
		f.unread("line %d: %s %s: the containers that it starts are not read", command.Line, path.Base(words[at].Text), verb)
	}
}

// clientFlags are the options of docker itself.
func clientFlags() []optread.Flag {
	return []optread.Flag{
		{Name: "config"}, {Name: "context", Short: 'c'}, {Name: "debug", Short: 'D', Bool: true}, {Name: "host", Short: 'H'},
		{Name: "log-level", Short: 'l'}, {Name: "tls", Bool: true}, {Name: "tlsverify", Bool: true},
		{Name: "tlscacert"}, {Name: "tlscert"}, {Name: "tlskey"},
	}
}

// run reads one docker run or docker create.
func (f *file) run(words []shellread.Word, command shellread.Command) error {
	r := &runner{builder: newBuilder(document.SourceRun), healthcheck: document.Healthcheck{}}
	r.engineDefaults()
	// docker inspect has "" where no profile is asked for and the host has no
	// AppArmor; whether it has is the daemon's fact.
	r.c.AppArmorProfile = new("")
	options := runOptions()
	read := optread.Read(flagsOf(options), words)
	for _, o := range read.Options {
		r.option(options, o)
	}
	r.finishRun()
	if read.Opaque {
		r.unsupported("expansion in place of options")
		r.unknownRest()
	}
	switch {
	case read.Doubtful:
	case len(read.Rest) == 0:
		r.unsupported("no image")
	case strings.HasPrefix(read.Rest[0].Text, "-"):
		// A line that was broken within an option: what follows was not read.
		r.unsupported(read.Rest[0].Text)
		r.unknownRest()
	default:
		if !read.Rest[0].Expands && !read.Opaque {
			r.c.ImageRef = &read.Rest[0].Text
		}
		if len(read.Rest) > 1 {
			r.c.Command = texts(read.Rest[1:])
			if slices.ContainsFunc(read.Rest[1:], func(w shellread.Word) bool { return w.Expands }) {
				r.unsupported("command with an expansion", "command")
			}
		}
	}
	raw, err := json.Marshal(map[string]any{"command": command.Text, "line": command.Line, "argv": texts(command.Words)})
	if err != nil {
		return err
	}
	if r.c.Name == nil {
		f.warn("the container of line %d has no name", command.Line)
	}
	return f.add(r.builder, json.RawMessage(raw))
}

func texts(words []shellread.Word) []string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = w.Text
	}
	return list
}

// runner gathers what single options say only together.
type runner struct {
	*builder
	networks    []string
	healthcheck document.Healthcheck
}

func (r *runner) option(options []runOption, o optread.Option) {
	flag := o.Flag
	if flag == nil {
		flag = o.Like
	}
	if flag == nil {
		r.unsupported(o.Given)
		return
	}
	option := &options[slices.IndexFunc(options, func(ro runOption) bool { return ro.Name == flag.Name })]
	if o.Flag == nil {
		r.unsupported(o.Given, option.fields...)
		return
	}
	for _, field := range option.fields {
		r.known[field] = true
	}
	switch {
	case option.set == nil:
	case o.Value.Expands && !option.verbatim:
		r.unsupported("--"+flag.Name+" with an expansion", option.fields...)
	default:
		// The cause may quote the value, which may be secret.
		if err := option.set(r, o.Value.Text); err != nil {
			r.unsupported("--"+flag.Name, option.fields...)
		}
	}
}

func (r *runner) finishRun() {
	if len(r.networks) > 0 && r.c.NetworkMode != nil {
		r.c.NetworkMode = &r.networks[0]
		r.c.Networks = []string{}
		for _, n := range r.networks {
			r.c.Networks = append(r.c.Networks, networksOf(n)...)
		}
	}
	if r.c.Healthcheck != nil {
		r.c.Healthcheck = &r.healthcheck
	}
	for _, name := range r.securityOptions(r.c.SecurityOpt) {
		r.unsupported("--security-opt "+name, "security_opt")
	}
}
