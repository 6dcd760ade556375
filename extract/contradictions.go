package extract

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/docker/go-connections/nat"

	"github.com/pratique-dev/pratique/extract/document"
)

// contradictions notes where the instructions say one thing and the image's configuration,
// by which the engine goes, another: a builder that writes no instructions, a notation that was
// not understood, a Dockerfile that this image was not built from. Gates that go by
// the instructions may be wrong then.
func contradictions(doc *document.Document) {
	if doc.Image == nil || doc.Dockerfile == nil {
		return
	}
	var configured imageConfig
	if len(doc.Image.Config) == 0 || json.Unmarshal(doc.Image.Config, &configured) != nil {
		return // said where the configuration is read
	}
	d := doc.Dockerfile
	c := comparison{config: configured, guessed: d.Mode == document.ModeGuessed, settings: settingsOf(d)}
	c.source = "the Dockerfile"
	if c.guessed {
		c.source = "the image's history"
	}
	c.user(d)
	c.ports()
	c.healthcheck()
	c.command("ENTRYPOINT", configured.Entrypoint)
	c.command("CMD", configured.Cmd)
	c.text("WORKDIR", "working directory", configured.WorkingDir)
	c.text("STOPSIGNAL", "stop signal", configured.StopSignal)
	c.volumes()
	if !c.guessed { // histories print assignments so that not all can be told apart
		c.pairs("ENV", "environment variable", environment(configured.Env))
		c.pairs("LABEL", "label", configured.Labels)
	}
	for _, message := range c.found {
		doc.Problems = append(doc.Problems, newProblem("dockerfile", "", message, true))
	}
}

// imageConfig is what instructions set in a configuration.
type imageConfig struct {
	User, WorkingDir, StopSignal string
	ExposedPorts, Volumes        map[string]any
	Entrypoint, Cmd, Env         []string
	Labels                       map[string]string
	Healthcheck                  *struct{ Test []string }
}

func environment(assignments []string) map[string]string {
	values := map[string]string{}
	for _, assignment := range assignments {
		name, value, _ := strings.Cut(assignment, "=")
		values[name] = value
	}
	return values
}

// settingsOf are the instructions whose settings the image has: those of the final stage and of the
// stages that it goes on from.
func settingsOf(d *document.Dockerfile) []document.Instruction {
	in := map[int]bool{}
	for _, stage := range slices.Backward(d.Stages) {
		if stage.Final || in[stage.Index] {
			in[stage.Index] = true
			if stage.Base.Stage != nil {
				in[*stage.Base.Stage] = true
			}
		}
	}
	var settings []document.Instruction
	for _, i := range d.Instructions {
		if i.Stage != nil && in[*i.Stage] {
			settings = append(settings, i)
		}
	}
	return settings
}

type comparison struct {
	config   imageConfig
	guessed  bool // the instructions are all that the image was made with
	source   string
	settings []document.Instruction
	found    []string
}

func (c *comparison) contradict(format string, args ...any) {
	c.found = append(c.found, fmt.Sprintf(format, args...))
}

// last is the last instruction of a name, nil where there is none.
func (c *comparison) last(name string) *document.Instruction {
	for i := range slices.Backward(c.settings) {
		if c.settings[i].Instruction == name {
			return &c.settings[i]
		}
	}
	return nil
}

// textOf is the text of an instruction; known is false where it holds a variable that is not
// known.
func textOf(i *document.Instruction) (text string, known bool) {
	text = i.Value
	if i.Expanded != nil {
		text = *i.Expanded
	}
	text = strings.Trim(strings.TrimSpace(text), `"'`)
	return text, !strings.Contains(text, "$")
}

func (c *comparison) user(d *document.Dockerfile) {
	said, known := "", true
	last := c.last("USER")
	switch {
	case c.guessed && d.Reading == document.ReadingAnchore:
		// What the gate sees there: no instruction of BuildKit's (compatibility.md#buildkit-history).
		if lines := d.Lines["USER"]; len(lines) > 0 {
			said = strings.TrimSpace(strings.TrimPrefix(lines[len(lines)-1], "USER"))
		}
	case last != nil:
		said, known = textOf(last)
	case !c.guessed:
		return // the base image's
	}
	if !known || said == c.config.User || isRoot(said) && isRoot(c.config.User) {
		return
	}
	c.contradict("the image's configuration has the user %s, and %s has %s", orNothing(c.config.User, "none (root)"), c.source, orNothing(said, "none (root)"))
}

func isRoot(user string) bool {
	name, _, _ := strings.Cut(user, ":")
	return name == "" || name == "root" || name == "0"
}

func orNothing(text, nothing string) string {
	if text == "" {
		return nothing
	}
	return text
}

func (c *comparison) ports() {
	said := map[string]bool{}
	for _, i := range c.settings {
		if i.Instruction != "EXPOSE" {
			continue
		}
		text, known := textOf(&i)
		ports, _, err := nat.ParsePortSpecs(strings.Fields(text))
		if !known || err != nil {
			return
		}
		for port := range ports {
			said[string(port)] = true
		}
	}
	for _, port := range slices.Sorted(maps.Keys(said)) {
		if !c.exposed(port) {
			c.contradict("%s exposes the port %s, and the image's configuration does not", c.source, port)
		}
	}
	for _, port := range slices.Sorted(maps.Keys(c.config.ExposedPorts)) {
		if c.guessed && !said[withProtocol(port)] {
			c.contradict("the image's configuration exposes the port %s, and %s does not", port, c.source)
		}
	}
}

func (c *comparison) exposed(port string) bool {
	for configured := range c.config.ExposedPorts {
		if withProtocol(configured) == port {
			return true
		}
	}
	return false
}

func withProtocol(port string) string {
	if strings.Contains(port, "/") {
		return strings.ToLower(port)
	}
	return port + "/tcp"
}

func (c *comparison) healthcheck() {
	last := c.last("HEALTHCHECK")
	said := last != nil && !strings.EqualFold(strings.TrimSpace(last.Value), "NONE")
	configured := c.config.Healthcheck != nil && len(c.config.Healthcheck.Test) > 0 && c.config.Healthcheck.Test[0] != "NONE"
	switch {
	case said && !configured:
		c.contradict("%s has a health check, and the image's configuration, by which engines go, has none", c.source)
	case configured && !said && (c.guessed || last != nil):
		c.contradict("the image's configuration has a health check, and %s has none", c.source)
	}
}

// command compares the entry point or the default command. An entry point takes a command away that was
// set before it.
func (c *comparison) command(name string, configured []string) {
	last := c.last(name)
	if last == nil {
		if c.guessed && len(configured) > 0 {
			c.contradict("the image's configuration has the %s %q, and %s has none", strings.ToLower(name), configured, c.source)
		}
		return
	}
	if name == "CMD" && c.last("ENTRYPOINT") != nil && c.last("ENTRYPOINT").StartLine > last.StartLine {
		return
	}
	said := last.Arguments
	if !last.JSONForm {
		// The shell may be another one, of SHELL or of the base image.
		text, known := textOf(last)
		if !known && !c.guessed || len(configured) > 0 && configured[len(configured)-1] == text || strings.Join(configured, " ") == text {
			return
		}
	}
	if !slices.Equal(said, configured) && !unresolved(said) {
		c.contradict("%s has the %s %q, and the image's configuration has %q", c.source, strings.ToLower(name), said, configured)
	}
}

func unresolved(words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(word, "$") })
}

// text compares an instruction of one word.
func (c *comparison) text(name, what, configured string) {
	last := c.last(name)
	if last == nil {
		return
	}
	said, known := textOf(last)
	if name == "WORKDIR" {
		if !strings.HasPrefix(said, "/") {
			return // below what the base image has
		}
		said, configured = path.Clean(said), path.Clean("/"+configured)
	}
	if known && said != configured {
		c.contradict("%s has the %s %s, and the image's configuration has %s", c.source, what, said, orNothing(configured, "none"))
	}
}

func (c *comparison) volumes() {
	for _, i := range c.settings {
		if i.Instruction != "VOLUME" || unresolved(i.Arguments) {
			continue
		}
		for _, volume := range i.Arguments {
			if _, ok := c.config.Volumes[volume]; !ok {
				c.contradict("%s has the volume %s, and the image's configuration does not", c.source, volume)
			}
		}
	}
}

func (c *comparison) pairs(name, what string, configured map[string]string) {
	said := map[string]*string{}
	for _, i := range c.settings {
		if i.Instruction == name {
			for _, pair := range i.Pairs {
				said[pair.Name] = pair.Expanded
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(said)) {
		value := said[key]
		have, ok := configured[key]
		switch {
		case value == nil || strings.Contains(*value, "$") || strings.Contains(key, "$"):
		case !ok:
			c.contradict("%s sets the %s %s, and the image's configuration does not have it", c.source, what, key)
		case have != *value: // without the values, which may be secrets
			c.contradict("%s sets the %s %s to another value than the image's configuration has", c.source, what, key)
		}
	}
}
