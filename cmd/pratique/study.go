package main

import (
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/evaluate"
)

// study is what the verbs that look into decisions share: the images as eval
// would see them, at one time.
type study struct {
	app    *app
	c      *cli.Context
	found  *found
	now    time.Time
	output string
	base   *evaluate.Request // what is asked of all images, nil before the first
	stdin  bool              // standard input was taken for an image
}

func studyFlags() []cli.Flag {
	return slices.Concat(bundleFlags(), sourceFlags(), findFlags(), []cli.Flag{
		&cli.StringFlag{Name: "on-error", Usage: "a rule that could not be evaluated: `fail` (the decision is stop) or warn", Value: "fail"},
		nowFlag(), textOrJSON(),
	})
}

func nowFlag() cli.Flag {
	return &cli.StringFlag{Name: "now", Usage: "the clock, as `RFC3339`, for expiry and age rules"}
}

func textOrJSON() cli.Flag {
	return &cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "text or `json`", Value: "text"}
}

func (a *app) newStudy(c *cli.Context) (*study, error) {
	output, err := chooseOutput(c)
	if err != nil {
		return nil, err
	}
	if onError := c.String("on-error"); onError != "fail" && onError != "warn" {
		return nil, usage(c, "--on-error is %q, want one of fail, warn", onError)
	}
	now, err := clock(c)
	if err != nil {
		return nil, err
	}
	found, err := a.findFiles(c)
	if err != nil {
		return nil, err
	}
	return &study{app: a, c: c, found: found, now: now, output: output}, nil
}

// clock is --now, or the time.
func clock(c *cli.Context) (time.Time, error) {
	text := c.String("now")
	if text == "" {
		return time.Now().UTC(), nil
	}
	now, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return now, usage(c, "--now is %q, want a time such as 2024-03-15T12:00:00Z", text)
	}
	return now.UTC(), nil
}

func chooseOutput(c *cli.Context) (string, error) {
	output := c.String("output")
	if findFlag(c.Command.Flags, "output") == nil {
		return "", nil
	}
	if output != "text" && output != "json" {
		return "", usage(c, "%q is no output format of %s (text, json)", output, strings.TrimPrefix(verbPath(c), "pratique "))
	}
	return output, nil
}

// request is what eval would ask of the image. Passwords and Dockerfiles are
// read once, standard input can be one image only.
func (s *study) request(image string) (evaluate.Request, error) {
	if s.base == nil {
		r, err := s.app.request(s.c, image, s.found)
		if err != nil {
			return r, err
		}
		r.OnError, r.Now, r.NowSet = s.c.String("on-error"), s.now, s.c.IsSet("now")
		s.base = &r
	}
	if image == "-" {
		if s.stdin || s.c.Bool("password-stdin") {
			return evaluate.Request{}, usage(s.c, "standard input can be one thing only: an image or a password")
		}
		s.stdin = true
	}
	r := *s.base
	r.Extract.Source = image
	return r, nil
}

// load loads a bundle, for explanations or for decisions.
func (s *study) load(ref string, explain bool) (*evaluate.Bundle, error) {
	defer collectOften()
	o := loadOptions(s.c)
	o.Explain = explain
	return evaluate.Load(context.WithoutCancel(s.c.Context), ref, o)
}

// explain explains the images, one after the other.
func (s *study) explain(bundle string, images []string) ([]*evaluate.Explained, error) {
	b, err := s.load(bundle, true)
	if err != nil {
		return nil, err
	}
	var list []*evaluate.Explained
	for _, image := range images {
		r, err := s.request(image)
		if err != nil {
			return nil, err
		}
		e, err := b.Explain(s.c.Context, r)
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}

// images are the arguments from the n-th on, or the Dockerfile alone.
func (s *study) images(n int) ([]string, error) {
	images := s.c.Args().Slice()[min(n, s.c.NArg()):]
	if len(images) > 0 {
		return images, nil
	}
	if !s.c.IsSet("dockerfile") {
		return nil, usage(s.c, "nothing to judge: name an image, or a Dockerfile with -D")
	}
	return []string{""}, nil
}

// writeJSON writes a value for programs.
func writeJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}
