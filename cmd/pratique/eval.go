package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/evaluate/policy"
	"github.com/pratique-dev/pratique/report"
	"github.com/pratique-dev/pratique/translate/parameters"
)

func (a *app) evalCommand() *cli.Command {
	return &cli.Command{
		Name:      "eval",
		Usage:     "check images, or a Dockerfile, against a bundle",
		ArgsUsage: "[IMAGE|FILE|DIRECTORY...]",
		Description: imageHelp() + "\n" +
			"IMAGE=DOCKERFILE pairs it with its Dockerfile. A FILE is an image, a Dockerfile, a compose file or Kubernetes manifests,\n" +
			"whatever it is; in a DIRECTORY, such as ., all of these are found. Without --bundle what runs images is checked against\n" +
			"cis-docker-1.13-runtime, all else against default.",
		Flags: slices.Concat(bundleFlags(), sourceFlags(), findFlags(), manyFlags(), ruleFlags(), renderFlags("eval"), traceFlags(), []cli.Flag{
			&cli.StringFlag{Name: "fail-on", Usage: "exit 1 at this `ACTION` or worse: stop, warn or never", Value: "stop"},
			&cli.BoolFlag{Name: "fail-on-warn", Usage: "the same as --fail-on warn", Hidden: true},
			&cli.BoolFlag{Name: "no-fail", Usage: "the same as --fail-on never", Hidden: true},
			onErrorFlag("no decision"),
			strictFactsFlag(),
			redactDockerfileFlag("messages that quote the Dockerfile, after ids are made of them"),
			&cli.StringFlag{Name: "on-missing", Usage: "if a rule lacks the data it needs: fail (no decision), `warn` or ignore", Value: "warn"},
			&cli.StringFlag{Name: "baseline", Usage: "let only findings decide that are not in this `FILE` (--write-baseline); it counts for 90 days"},
			&cli.StringFlag{Name: "write-baseline", Usage: "write the findings that stop or warn to `FILE`, for --baseline"},
			&cli.BoolFlag{Name: "require-mapping", Usage: "no decision if no mapping of the bundle matches the image"},
			nowFlag(),
		}),
		Action: func(c *cli.Context) error { return a.eval(c) },
	}
}

// evaluation is one run of eval, with its flags checked.
type evaluation struct {
	*rendering
	failOn         string
	onError        policy.OnError
	onMissing      string
	requireMapping bool
	baseline       *evaluate.Baseline // nil for none
	writeBaseline  string             // a file, "" for none
	now            time.Time
}

func (a *app) eval(c *cli.Context) error {
	e, err := a.newEvaluation(c)
	if err != nil {
		return err
	}
	images, err := a.images(c)
	if err != nil {
		return err
	}
	loaded, err := a.loadBundles(c, images)
	if err != nil {
		return e.noDecision(err)
	}
	found, err := a.findFiles(c)
	if err != nil {
		return e.noDecision(err)
	}
	request, err := a.requestOfAll(c, images, found)
	if err != nil {
		return err
	}
	request.Now, request.NowSet = e.now, c.IsSet("now")
	traced, err := newTracing(c, len(images))
	if err != nil {
		return err
	}
	judgements := a.judgeAll(c, loaded.of, images, evaluate.Options{
		Request: request, Settings: evaluate.Settings{OnError: e.onError, Baseline: e.baseline, StrictFacts: c.Bool("strict-facts"), RedactDockerfile: c.Bool("redact-dockerfile"), Tracer: traced.tracer(), Exposure: e.showsExposure()},
	})
	if err := traced.write(a); err != nil {
		return err
	}
	return e.conclude(judgements)
}

func (a *app) newEvaluation(c *cli.Context) (*evaluation, error) {
	e := &evaluation{
		failOn: c.String("fail-on"), onMissing: c.String("on-missing"),
		requireMapping: c.Bool("require-mapping"),
	}
	switch {
	case c.Bool("fail-on-warn"):
		e.failOn = "warn"
	case c.Bool("no-fail"):
		e.failOn = "never"
	}
	if err := oneOf(c, "on-missing", "fail", "warn", "ignore"); err != nil {
		return nil, err
	}
	if err := oneOf(c, "color", "auto", "always", "never"); err != nil {
		return nil, err
	}
	if err := oneOf(c, "fail-on", "stop", "warn", "never"); err != nil {
		return nil, err
	}
	var err error
	if e.onError, err = onErrorOf(c); err != nil {
		return nil, err
	}
	if e.now, err = clock(c); err != nil {
		return nil, err
	}
	e.writeBaseline = c.String("write-baseline")
	for _, flag := range []string{"baseline", "write-baseline"} {
		if c.IsSet(flag) && c.String(flag) == "" {
			return nil, usage(c, "--%s is empty", flag)
		}
	}
	if path := c.String("baseline"); path != "" {
		if e.baseline, err = evaluate.ReadBaseline(path); err != nil {
			return nil, err
		}
	}
	if e.rendering, err = a.newRendering(c); err != nil {
		return nil, err
	}
	e.options.FailOnWarn, e.options.IgnoreMissing = e.failOn == "warn", e.onMissing == "ignore"
	return e, nil
}

// conclude writes the reports and chooses the exit code: 2 over 1 over 0.
func (e *evaluation) conclude(judgements []judgement) error {
	if len(judgements) == 1 && judgements[0].err != nil {
		return e.noDecision(judgements[0].err)
	}
	var undecided []error
	forbidden := false
	inputs := make([]report.Input, len(judgements))
	for i, j := range judgements {
		err := j.err
		if err != nil {
			inputs[i] = report.NoDecision(j.image, err, e.now)
		} else {
			inputs[i] = report.FromResult(j.result)
			if err = e.undecided(j.result.Decision); err != nil {
				if j.result.Digest != "" && j.result.Decision.NothingEvaluated() {
					err = fmt.Errorf("%w: the rules need an image, and there is only a Dockerfile: name its image too (IMAGE -D FILE)", err)
				}
				inputs[i].Undecided = err.Error()
			}
			forbidden = forbidden || e.forbids(j.result.Decision)
		}
		if err != nil {
			undecided = append(undecided, named(j.image, len(judgements), err))
		}
	}
	if err := e.write(inputs); err != nil {
		return err
	}
	if err := e.writeCompliance(judgements); err != nil {
		return err
	}
	if err := e.keepBaseline(judgements); err != nil {
		return err
	}
	return worst(undecided, forbidden)
}

// keepBaseline writes the findings that count now, of all that has been decided.
func (e *evaluation) keepBaseline(judgements []judgement) error {
	if e.writeBaseline == "" {
		return nil
	}
	var results []*evaluate.Result
	for _, j := range judgements {
		if j.err == nil {
			results = append(results, j.result)
		}
	}
	text, err := evaluate.NewBaseline(results, e.now).JSON()
	if err != nil {
		return fmt.Errorf("writing the baseline: %w", err)
	}
	return writeFile(e.writeBaseline, text)
}

// worst is what several images come to: no decision before a decision that forbids one.
func worst(undecided []error, forbidden bool) error {
	switch {
	case len(undecided) > 0:
		return errors.Join(undecided...)
	case forbidden:
		return errForbidden
	}
	return nil
}

// named says of which image an error is, where there are several.
func named(image string, images int, err error) error {
	if images == 1 || strings.Contains(err.Error(), image) {
		return fmt.Errorf("no decision: %w", err)
	}
	return fmt.Errorf("no decision on %s: %w", image, err)
}

// undecided says why a decision is none, under the flags given.
func (e *evaluation) undecided(d *decision.Decision) error {
	switch {
	case len(d.Errors) > 0 && e.onError == policy.OnErrorFail:
		return inError(d)
	case len(d.NotEvaluated) > 0 && e.onMissing == "fail":
		return fmt.Errorf("%s without the data needed", count(d.RulesNotEvaluated(), "rule"))
	case e.requireMapping && string(d.MatchedMapping) == "null":
		return errors.New("no mapping of the bundle matches the image")
	case d.NothingEvaluated():
		return errors.New("not one rule could be evaluated")
	}
	return nil
}

// inError says how much of a decision is missing.
func inError(d *decision.Decision) error {
	return errors.New(report.Unevaluated(d.Errors))
}

func (e *evaluation) forbids(d *decision.Decision) bool {
	switch e.failOn {
	case "never":
		return false
	case "warn":
		return d.FinalAction != decision.Go
	}
	return d.FinalAction == decision.Stop
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// runtimeBundle is what judges what runs images, where no bundle is named: no other that ships
// has rules on it.
const runtimeBundle = "cis-docker-1.13-runtime"

// bundlesOf are what tasks are judged by: one, or where none was named another for what runs images.
type bundlesOf struct{ images, runtime *evaluate.Bundle }

func (b bundlesOf) of(t task) *evaluate.Bundle {
	if t.isRuntime() && b.runtime != nil {
		return b.runtime
	}
	return b.images
}

// loadBundles loads what the tasks are judged by.
func (a *app) loadBundles(c *cli.Context, tasks []task) (b bundlesOf, err error) {
	// One Dockerfile is judged before there is memory to save.
	if len(tasks) > 1 || !tasks[0].image.IsZero() {
		defer paceGC()
	}
	named := c.IsSet("bundle") || c.String("rules") != "" || c.IsSet("policy")
	if named || slices.ContainsFunc(tasks, func(t task) bool { return !t.isRuntime() || !hasRuntimeData(c, t) }) {
		if b.images, err = a.loadAsked(c, c.String("bundle")); err != nil {
			return b, err
		}
		a.logf(1, "bundle %s reads %s", b.images.Name, count(len(b.images.Needs), "fact"))
	}
	if !named && slices.ContainsFunc(tasks, func(t task) bool { return t.isRuntime() && hasRuntimeData(c, t) }) {
		if b.runtime, err = a.loadAsked(c, runtimeBundle); err != nil {
			return b, err
		}
		a.logf(1, "bundle %s reads %s", b.runtime.Name, count(len(b.runtime.Needs), "fact"))
	}
	return b, nil
}

// hasRuntimeData says whether there is something that runs images.
func hasRuntimeData(c *cli.Context, t task) bool {
	return t.containers != "" || c.IsSet("container") || c.IsSet("daemon") || c.IsSet("host")
}

func (a *app) loadOptions(c *cli.Context) (evaluate.LoadOptions, error) {
	values, err := parameterValues(c)
	return evaluate.LoadOptions{
		Source:          a.bundleSource(c),
		Lenient:         c.String("compat") == "anchore",
		AllowDeprecated: c.Bool("allow-deprecated"),
		Strict:          c.Bool("strict"),
		Parameters:      values,
		Policies:        c.StringSlice("policy"),
		Data:            c.StringSlice("data"),
		Namespaces:      c.StringSlice("namespace"),
	}, err
}

// parameterValues are the site's values of parameters: those of --param-file, and over them
// those of --param.
func parameterValues(c *cli.Context) (parameters.Values, error) {
	values := parameters.Values{}
	if path := c.String("param-file"); path != "" {
		f, err := os.Open(path)
		if err != nil {
			return nil, fmt.Errorf("reading parameters: %w", err)
		}
		defer f.Close()
		if err := values.Read(f); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	for _, text := range c.StringSlice("param") {
		if err := values.Set(text); err != nil {
			return nil, fmt.Errorf("reading parameters: %w", err)
		}
	}
	return values, nil
}
