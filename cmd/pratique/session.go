package main

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/internal/printable"
)

// session is one run of a verb that looks into decisions, such as explain and diff: the images as eval
// would see them, at one time.
type session struct {
	app     *app
	c       *cli.Context
	found   *found
	now     time.Time
	onError policy.OnError
	output  string
	base    *evaluate.Request // what is asked of all images, nil before the first
	stdin   bool              // standard input was taken for an image
}

func sessionFlags() []cli.Flag {
	return slices.Concat(bundleFlags(), sourceFlags(), findFlags(), []cli.Flag{
		onErrorFlag("the decision is stop"), strictFactsFlag(), nowFlag(), textOrJSON(),
	})
}

// textOrJSON is the -o of verbs that write to standard output only.
func textOrJSON() cli.Flag {
	return &cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "text or `json`", Value: "text"}
}

func textOrJSONFormats() []string { return []string{"text", "json"} }

func isTextOrJSON(f cli.Flag) bool {
	s, ok := f.(*cli.StringFlag)
	return ok && s.Name == "output" && s.Value == textOrJSONFormats()[0]
}

func (a *app) newSession(c *cli.Context) (*session, error) {
	output, err := chooseOutput(c)
	if err != nil {
		return nil, err
	}
	onError, err := onErrorOf(c)
	if err != nil {
		return nil, err
	}
	now, err := clock(c)
	if err != nil {
		return nil, err
	}
	found, err := a.findFiles(c)
	if err != nil {
		return nil, err
	}
	return &session{app: a, c: c, found: found, now: now, onError: onError, output: output}, nil
}

func chooseOutput(c *cli.Context) (string, error) {
	output := c.String("output")
	if findFlag(c.Command.Flags, "output") == nil {
		return "", nil
	}
	if known := textOrJSONFormats(); !slices.Contains(known, output) {
		return "", usage(c, "unknown output format %q of %s (%s)%s", output, verbName(c), strings.Join(known, ", "), didYouMean(output, known))
	}
	return output, nil
}

// request is what eval would ask of the image. A password is read once, standard input can be one image only.
func (s *session) request(t task) (evaluate.Request, error) {
	if s.base == nil {
		r, err := s.app.request(s.c, t, s.found)
		if err != nil {
			return r, err
		}
		r.Now, r.NowSet = s.now, s.c.IsSet("now")
		s.base = &r
	}
	if isStdin(t.image) {
		if s.stdin || s.c.Bool("password-stdin") {
			return evaluate.Request{}, usage(s.c, "standard input can be one thing only: an image or a password")
		}
		s.stdin = true
	}
	if err := t.read(s.app.stdin); err != nil {
		return evaluate.Request{}, err
	}
	return t.request(*s.base)
}

// settings are how facts are judged.
func (s *session) settings() evaluate.Settings {
	return evaluate.Settings{OnError: s.onError, StrictFacts: s.c.Bool("strict-facts")}
}

// load loads a bundle, for explanations or for decisions.
func (s *session) load(ref string, explain bool) (*evaluate.Bundle, error) {
	defer paceGC()
	o, err := s.app.loadOptions(s.c)
	if err != nil {
		return nil, err
	}
	o.Explain = explain
	return evaluate.LoadNamed(s.c.Context, ref, o)
}

// explain explains the images, one after the other.
func (s *session) explain(bundle string, tasks []task) ([]*evaluate.Explained, error) {
	b, err := s.load(bundle, true)
	if err != nil {
		return nil, err
	}
	var list []*evaluate.Explained
	for _, t := range tasks {
		r, err := s.request(t)
		if err != nil {
			return nil, err
		}
		facts, err := b.Facts(s.c.Context, r)
		if err != nil {
			return nil, err
		}
		e, err := b.Explain(s.c.Context, facts, s.settings())
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}

// images are the arguments from the n-th on, or the Dockerfiles alone.
func (s *session) images(n int) ([]task, error) {
	return s.imagesOf(s.c.Args().Slice()[min(n, s.c.NArg()):]...)
}

func (s *session) imagesOf(images ...string) ([]task, error) {
	images = slices.DeleteFunc(images, func(image string) bool { return image == "" })
	if len(images) == 0 && !withoutImage(s.c) {
		return nil, nothingGiven(s.c)
	}
	tasks, err := s.app.resolve(s.c, images)
	if err != nil {
		return nil, err
	}
	if tasks, err = tasksOf(s.c, tasks); err != nil {
		return nil, err
	}
	return tasks, checkBuildFlags(s.c, tasks)
}

// writeJSON writes a value for programs.
func writeJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(printable.JSONWriter(w))
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}
