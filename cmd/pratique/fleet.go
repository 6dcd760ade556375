package main

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/internal/boundedfile"
	"github.com/pratique-dev/pratique/internal/distribution"
	"github.com/pratique-dev/pratique/internal/fleet"
	"github.com/pratique-dev/pratique/internal/fleet/fleetstatus"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/printable"
	"github.com/pratique-dev/pratique/internal/registryhttp"
)

// codeLater is the exit code of a fleet's run some of whose images could not be judged now.
const codeLater = 3

// errLater is the error of such a run; what it is about has been said.
var errLater = errors.New("some images could not be judged now")

func (a *app) fleetCommand() *cli.Command {
	return &cli.Command{
		Name:  "fleet",
		Usage: "judge the images of registries and clusters, in shards, with the results in the registry",
		Description: "A plan lists images by digest. Any number of processes run a shard of it each; facts and decisions lie in the registry,\n" +
			"so that nothing is judged twice, and what was interrupted goes on.",
		Subcommands: []*cli.Command{a.fleetPlanCommand(), a.fleetRunCommand(), a.fleetStatusCommand(), a.fleetRejudgeCommand(), a.fleetPruneCommand()},
		Action: func(c *cli.Context) error {
			return usage(c, "expected a command: plan, run, status, rejudge or prune")
		},
	}
}

func planFlag() cli.Flag {
	return &cli.StringFlag{Name: "plan", Usage: "plan, a `FILE` or oci://REPOSITORY[:TAG][@DIGEST]"}
}

func storeFlag() cli.Flag {
	return &cli.StringFlag{Name: "store", Usage: "where facts and decisions lie: `referrers` (beside each image) or oci://REPOSITORY", Value: "referrers"}
}

func rateFlag() cli.Flag {
	return &cli.Float64Flag{Name: "rate", Usage: "make at most `N` requests to registries a second; 0 for as many as they answer", Value: 0}
}

// paced bounds the requests that a verb makes.
func paced(action cli.ActionFunc) cli.ActionFunc {
	return func(c *cli.Context) error {
		switch rate := c.Float64("rate"); {
		case rate < 0:
			return usage(c, "--rate is %v, expected 0 or more", rate)
		case rate > 0:
			c.Context = registryhttp.WithRate(c.Context, rate)
		}
		return action(c)
	}
}

func decisionKeyFlag() cli.Flag {
	return &cli.StringSliceFlag{Name: "decision-key", Usage: "believe stored facts and decisions only where this public key has signed them (PEM `FILE`); repeatable"}
}

// fleetStore is the store of --store, whose artifacts count as --decision-key says.
func (a *app) fleetStore(c *cli.Context, client *oci.Client) (*fleet.Store, error) {
	store, err := fleet.NewStore(client, c.String("store"))
	if err != nil {
		return nil, err
	}
	var mu sync.Mutex
	store.Doubted = func(what string, why error) {
		mu.Lock()
		defer mu.Unlock()
		a.warn("not believed: %s: %v", what, why)
	}
	if names := c.StringSlice("decision-key"); len(names) > 0 {
		store.Keys, err = distribution.ReadPublicKeys(names)
	}
	return store, err
}

func (a *app) fleetPlanCommand() *cli.Command {
	return &cli.Command{
		Name: "plan", Usage: "list the images of registries or of a cluster, by digest", ArgsUsage: "[REGISTRY]",
		Flags: slices.Concat([]cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the plan to a `FILE` or push it to oci://REPOSITORY[:TAG]; by default standard output"},
			&cli.StringSliceFlag{Name: "repo", Usage: "only repositories that match the `PATTERN`, such as team/*; repeatable"},
			&cli.StringSliceFlag{Name: "tags", Usage: "only tags that match the `PATTERN`, such as v*; repeatable"},
			&cli.StringFlag{Name: "repos-from", Usage: "repositories, one per line (`FILE`, - for standard input), instead of the registry's catalogue"},
			&cli.StringFlag{Name: "images-from", Usage: "references, one per line (`FILE`, - for standard input)"},
			&cli.StringFlag{Name: "from-cluster", Usage: "the images of running pods: what kubectl get pods -A -o json prints (`FILE`, - for standard input)"},
			&cli.StringFlag{Name: "platform", Usage: "`OS/ARCH[/VARIANT]` to pick from indexes; by default all of them"},
			&cli.UintFlag{Name: "jobs", Aliases: []string{"j"}, Usage: "ask for `N` images at a time", Value: 8}, rateFlag(),
		}, registryFlags()),
		Action: paced(a.fleetPlan),
	}
}

func (a *app) fleetPlan(c *cli.Context) error {
	if c.NArg() > 1 {
		return usage(c, "unexpected argument %q: one registry at a time", c.Args().Get(1))
	}
	s := fleet.Selection{
		Registry: c.Args().First(), Repo: c.StringSlice("repo"), Tags: c.StringSlice("tags"), Platform: c.String("platform"), Jobs: int(c.Uint("jobs")),
		Skipped: func(what string, err error) { a.warn("left out: %s: %v", what, err) },
	}
	var err error
	if s.Repositories, err = a.lines(c, "repos-from"); err != nil {
		return err
	}
	if s.Refs, err = a.lines(c, "images-from"); err != nil {
		return err
	}
	if path := c.String("from-cluster"); path != "" {
		refs, err := a.clusterImages(path)
		if err != nil {
			return err
		}
		s.Refs = append(s.Refs, refs...)
	}
	if s.Registry == "" && len(s.Repositories)+len(s.Refs) == 0 {
		return usage(c, "no registry given (--repos-from, --images-from or --from-cluster)")
	}
	client, err := a.ociClient(c)
	if err != nil {
		return err
	}
	plan, err := fleet.Build(c.Context, client, s)
	if err != nil {
		return err
	}
	if target := c.String("output"); strings.HasPrefix(target, oci.Scheme) {
		reference, err := oci.ParseReference(target)
		if err != nil {
			return err
		}
		repository, err := client.Repository(reference.Repository)
		if err != nil {
			return err
		}
		digest, err := plan.Push(c.Context, repository, reference.Tag)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s%s@%s\n", oci.Scheme, reference.Repository, digest)
		return nil
	}
	return a.write(output{file: strings.TrimPrefix(c.String("output"), "-")}, plan.Write)
}

// lines are those of the file that a flag names, without blanks and comments.
func (a *app) lines(c *cli.Context, flag string) ([]string, error) {
	path := c.String(flag)
	if path == "" {
		return nil, nil
	}
	in, end, err := a.input(path)
	if err != nil {
		return nil, fmt.Errorf("reading --%s: %w", flag, err)
	}
	defer end()
	var list []string
	scanner := bufio.NewScanner(boundedfile.Reader(in, maxList.Bytes()))
	for scanner.Scan() {
		line, _, _ := strings.Cut(scanner.Text(), " #")
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			list = append(list, line)
		}
	}
	if err := scanner.Err(); err != nil {
		return nil, fmt.Errorf("reading --%s %s: %w", flag, path, err)
	}
	return list, nil
}

// input opens a file, "-" for standard input.
func (a *app) input(path string) (in io.Reader, end func(), err error) {
	if path == stdinName {
		return a.stdin, func() {}, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	return f, func() { _ = f.Close() }, nil
}

func (a *app) clusterImages(path string) ([]string, error) {
	in, end, err := a.input(path)
	if err != nil {
		return nil, fmt.Errorf("reading the cluster's pods: %w", err)
	}
	defer end()
	return fleet.FromCluster(in)
}

// fleetPlanOf reads the plan of --plan.
func (a *app) fleetPlanOf(c *cli.Context, client *oci.Client) (fleet.Plan, error) {
	name := c.String("plan")
	switch {
	case name == "":
		return nil, usage(c, "no plan: name one with --plan (pratique fleet plan writes it)")
	case strings.HasPrefix(name, oci.Scheme):
		reference, err := oci.ParseReference(name)
		if err != nil {
			return nil, err
		}
		repository, err := client.Repository(reference.Repository)
		if err != nil {
			return nil, err
		}
		return fleet.PullPlan(c.Context, repository, reference.Identifier())
	}
	in, end, err := a.input(name)
	if err != nil {
		return nil, fmt.Errorf("reading the plan: %w", err)
	}
	defer end()
	return fleet.ReadPlan(in)
}

// fleetRunFlags are those of the verbs that judge.
func fleetRunFlags() []cli.Flag {
	source := slices.DeleteFunc(sourceFlags(), func(f cli.Flag) bool {
		return slices.Contains([]string{"dockerfile", "build-arg", "target", "tag", "platform", "offline", "registry-facts", "retrieve"}, f.Names()[0])
	})
	data := slices.DeleteFunc(findFlags(), func(f cli.Flag) bool {
		return slices.Contains([]string{"container", "processes", "daemon", "host", "signatures", "vulnerabilities", "malware", "clamd", "force-report", "first-seen"}, f.Names()[0])
	})
	return slices.Concat(bundleFlags(), []cli.Flag{
		planFlag(), storeFlag(), signKeyFlag(), decisionKeyFlag(),
		&cli.UintFlag{Name: "jobs", Aliases: []string{"j"}, Usage: "check `N` images at a time (default: number of processors)"},
		&cli.StringFlag{Name: "shard", Usage: "only part `INDEX/COUNT` of the plan, from 0/COUNT on"},
		&cli.StringFlag{Name: "shard-by", Usage: "how the plan is shared out: `digest` or size (better for few images)", Value: "digest"},
		onErrorFlag("no decision"), nowFlag(), rateFlag(),
	}, source, data)
}

func (a *app) fleetRunCommand() *cli.Command {
	return &cli.Command{
		Name: "run", Usage: "judge the images of a plan that have no decision yet",
		Description: "Exit codes: 0 each image has a decision, whatever it is; 3 some images could not be judged now; 2 nothing can be judged.",
		Flags:       fleetRunFlags(),
		Action:      paced(func(c *cli.Context) error { return a.fleetJudge(c, (*fleet.Runner).Run, nil) }),
	}
}

func (a *app) fleetRejudgeCommand() *cli.Command {
	return &cli.Command{
		Name: "rejudge", Usage: "judge the stored facts of a plan's images again, without reading an image",
		Description: "A decision is stored where it differs from the newest one, or where that has expired. Exit codes are those of run;\n" +
			"images whose stored facts lack what the bundle reads are listed, and count as images that could not be judged.",
		Flags: append(fleetRunFlags(),
			&cli.BoolFlag{Name: "pull-missing", Usage: "read the images whose stored facts lack what the bundle reads"},
			&cli.StringSliceFlag{Name: "notify", Usage: "post what changed to a `URL`; repeatable"},
			&cli.StringFlag{Name: "notify-secret-file", Usage: "sign notifications with the secret in `FILE` (HMAC-SHA-256)"},
			textOrJSON()),
		Action: paced(a.fleetRejudge),
	}
}

// maxSecret is the longest secret of notifications that is read from a file, in bytes.
const maxSecret = 64 << 10

func (a *app) fleetRejudge(c *cli.Context) error {
	output, err := chooseOutput(c)
	if err != nil {
		return err
	}
	secret := ""
	if path := c.String("notify-secret-file"); path != "" {
		text, err := boundedfile.Read(path, maxSecret)
		if err != nil {
			return fmt.Errorf("reading the secret of notifications: %w", err)
		}
		secret = strings.TrimRight(string(text), "\r\n")
	}
	changes := []fleet.Change{}
	judge := func(r *fleet.Runner, ctx context.Context, plan fleet.Plan) (fleet.Summary, error) {
		return r.Rejudge(ctx, plan, c.Bool("pull-missing"), func(change fleet.Change) { changes = append(changes, change) })
	}
	return a.fleetJudge(c, judge, func(ctx context.Context, bundle string) error {
		slices.SortFunc(changes, func(a, b fleet.Change) int {
			return cmp.Or(cmp.Compare(a.Image, b.Image), cmp.Compare(a.Digest, b.Digest))
		})
		if output == "json" {
			if err := writeJSON(a.stdout, map[string]any{"changes": changes}); err != nil {
				return err
			}
		} else {
			a.printChanges(changes)
		}
		if len(changes) == 0 {
			return nil
		}
		client := &http.Client{Timeout: time.Minute}
		for _, url := range c.StringSlice("notify") {
			if err := fleet.Notify(ctx, client, url, secret, fleet.Notification{Bundle: bundle, Changes: changes}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (a *app) printChanges(changes []fleet.Change) {
	for _, change := range changes {
		old := change.Old
		if old == "" {
			old = "never judged"
		}
		fmt.Fprintf(a.stdout, "%s: %s -> %s\n", printable.Text(change.Image), old, change.New)
		for _, text := range change.Findings {
			fmt.Fprintf(a.stdout, "  + %s\n", printable.Text(text))
		}
		for _, text := range change.Gone {
			fmt.Fprintf(a.stdout, "  - %s\n", printable.Text(text))
		}
	}
}

// fleetJudge makes ready what run and rejudge need; after is called with the bundle's name.
func (a *app) fleetJudge(c *cli.Context, judge func(*fleet.Runner, context.Context, fleet.Plan) (fleet.Summary, error), after func(context.Context, string) error) error {
	if c.NArg() > 0 {
		return usage(c, "unexpected argument %q", c.Args().First())
	}
	if err := oneOf(c, "shard-by", "digest", "size"); err != nil {
		return err
	}
	client, err := a.ociClient(c)
	if err != nil {
		return err
	}
	plan, err := a.fleetPlanOf(c, client)
	if err != nil {
		return err
	}
	if text := c.String("shard"); text != "" {
		shard, err := fleet.ParseShard(text)
		if err != nil {
			return err
		}
		shard.BySize = c.String("shard-by") == "size"
		plan = shard.Of(plan)
	}
	store, err := a.fleetStore(c, client)
	if err != nil {
		return err
	}
	if path := c.String("sign-key"); path != "" {
		if store.Key, err = distribution.ReadPrivateKey(path, keyPassword); err != nil {
			return err
		}
		// What is signed rests on nobody's word.
		store.Keys = append(store.Keys, store.Key.Public())
	}
	bundle, err := a.fleetBundle(c)
	if err != nil {
		return err
	}
	r := &fleet.Runner{Store: store, Judge: bundle, Jobs: int(c.Uint("jobs")), Told: a.fleetOutcome}
	if r.Jobs == 0 {
		r.Jobs = runtime.GOMAXPROCS(0)
	}
	summary, err := judge(r, c.Context, plan)
	if !a.quiet {
		fmt.Fprintf(a.stderr, "pratique: %s\n", summaryText(summary))
	}
	if err != nil {
		return err
	}
	if after != nil {
		if err := after(c.Context, bundle.ID.Name); err != nil {
			return err
		}
	}
	if summary.Open() > 0 {
		return errLater
	}
	return nil
}

// fleetOutcome says of each image that has no decision why, and with -v what became of the others.
func (a *app) fleetOutcome(o fleet.Outcome) {
	switch {
	case o.Err != nil:
		a.warn("%s: %s: %v", o.Ref, o.State, o.Err)
	case o.State == fleet.NeedsFacts:
		a.warn("%s: needs facts: the stored ones lack what the bundle reads (--pull-missing)", o.Ref)
	default:
		a.logf(1, "%s: %s %s", o.Ref, o.State, o.Action)
	}
}

func summaryText(s fleet.Summary) string {
	var parts []string
	for _, state := range []fleet.State{fleet.Judged, fleet.Changed, fleet.Unchanged, fleet.Cached, fleet.Unjudgable, fleet.NeedsFacts, fleet.Later} {
		if s[state] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", s[state], state))
		}
	}
	if parts == nil {
		return "no image in the shard"
	}
	return strings.Join(parts, ", ")
}

// fleetBundle is the bundle and all that its decisions depend on.
func (a *app) fleetBundle(c *cli.Context) (*fleet.Bundle, error) {
	bundle, err := a.loadBundle(c)
	if err != nil {
		return nil, err
	}
	found, err := a.findFiles(c)
	if err != nil {
		return nil, err
	}
	request, err := a.request(c, task{image: source.MustParse("registry:example.invalid/x")}, found)
	if err != nil {
		return nil, err
	}
	onError, err := onErrorOf(c)
	if err != nil {
		return nil, err
	}
	b := &fleet.Bundle{
		Bundle: bundle, Request: request, Supplied: found.supplies, Settings: evaluate.Settings{OnError: onError},
		ID: fleet.Identity{Bundle: "sha256:" + bundle.Fingerprint, Name: bundle.Name, Extractor: version},
	}
	if c.IsSet("now") {
		if b.Now, err = clock(c); err != nil {
			return nil, err
		}
	}
	b.Request.Now = time.Now().UTC()
	b.ID.Index, b.ID.Rest, err = dataIdentity(c)
	return b, err
}

// dataIdentity are digests of the vulnerability index and of all other data and options that
// decisions depend on.
func dataIdentity(c *cli.Context) (index, rest string, err error) {
	sum := sha256.New()
	for _, flag := range slices.Concat(findFlags(), bundleFlags()) {
		name := flag.Names()[0]
		if !c.IsSet(name) {
			continue
		}
		values := flagValues(c, name)
		if values == nil {
			values = []string{fmt.Sprint(c.Value(name))}
		}
		for _, value := range values {
			digest, err := contentDigest(value)
			if err != nil {
				return "", "", err
			}
			if name == "vulnerability-db" {
				index = digest
				continue
			}
			if name != "bundle" { // whose digest counts, not its name
				fmt.Fprintf(sum, "%s=%s\n", name, digest)
			}
		}
	}
	return index, hex.EncodeToString(sum.Sum(nil)), nil
}

// contentDigest is that of the file that a value names, or the value itself where it names none.
func contentDigest(value string) (string, error) {
	path := value
	if _, rest, ok := strings.Cut(value, "="); ok {
		path = rest
	}
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return value, nil //nolint:nilerr // it is no file
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", fmt.Errorf("reading %s: %w", path, err)
	}
	return "sha256:" + hex.EncodeToString(sum.Sum(nil)), nil
}

func (a *app) fleetStatusCommand() *cli.Command {
	bundle := bundleFlags()
	bundle[0] = &cli.StringFlag{Name: "bundle", Aliases: []string{"b"}, Usage: "the `BUNDLE` whose decisions count, with the flags that run had; by default the newest ones"}
	return &cli.Command{
		Name: "status", Usage: "show which images of a plan are allowed, forbidden, never judged or judged under another bundle",
		Flags: slices.Concat(bundle, []cli.Flag{
			planFlag(), storeFlag(), decisionKeyFlag(),
			outputFlag("fleet status", "write it"),
			&cli.UintFlag{Name: "jobs", Aliases: []string{"j"}, Usage: "ask for `N` images at a time", Value: 8}, rateFlag(),
			nowFlag(),
		}, registryFlags()),
		Action: paced(a.fleetStatus),
	}
}

func (a *app) fleetStatus(c *cli.Context) error {
	if c.NArg() > 0 {
		return usage(c, "unexpected argument %q", c.Args().First())
	}
	outputs, err := parseOutputs(c, c.StringSlice("output"))
	if err != nil {
		return usage(c, "%v", err)
	}
	now, err := clock(c)
	if err != nil {
		return err
	}
	client, err := a.ociClient(c)
	if err != nil {
		return err
	}
	plan, err := a.fleetPlanOf(c, client)
	if err != nil {
		return err
	}
	store, err := a.fleetStore(c, client)
	if err != nil {
		return err
	}
	digest := ""
	if ref := c.String("bundle"); ref != "" {
		o, err := a.loadOptions(c)
		if err != nil {
			return err
		}
		bundle, err := evaluate.LoadNamed(c.Context, ref, o)
		if err != nil {
			return err
		}
		digest = "sha256:" + bundle.Fingerprint
	}
	rows, err := fleet.Status(c.Context, store, plan, digest, now, int(c.Uint("jobs")))
	if err != nil {
		return err
	}
	for _, o := range outputs {
		if err := a.write(o, func(w io.Writer) error { return fleetstatus.Render(w, o.format, rows, now, version) }); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) fleetPruneCommand() *cli.Command {
	return &cli.Command{
		Name: "prune", Usage: "remove all but the newest decisions of each image and bundle",
		Flags: slices.Concat([]cli.Flag{
			planFlag(), storeFlag(), decisionKeyFlag(),
			&cli.UintFlag{Name: "keep", Usage: "how many to keep (`N`)", Value: 3},
			rateFlag(),
			&cli.BoolFlag{Name: "dry-run", Usage: "remove nothing, say how many would be removed"},
		}, registryFlags()),
		Action: paced(a.fleetPrune),
	}
}

func (a *app) fleetPrune(c *cli.Context) error {
	if c.NArg() > 0 {
		return usage(c, "unexpected argument %q", c.Args().First())
	}
	client, err := a.ociClient(c)
	if err != nil {
		return err
	}
	plan, err := a.fleetPlanOf(c, client)
	if err != nil {
		return err
	}
	store, err := a.fleetStore(c, client)
	if err != nil {
		return err
	}
	refused := 0
	removed, err := fleet.Prune(c.Context, store, plan, int(c.Uint("keep")), c.Bool("dry-run"), func(tag string, err error) {
		refused++
		a.warn("%s: %v", tag, err)
	})
	if err != nil {
		return err
	}
	verb := "removed"
	if c.Bool("dry-run") {
		verb = "would be removed"
	}
	fmt.Fprintf(a.stdout, "%s %s\n", count(removed, "decision"), verb)
	if refused > 0 {
		return fmt.Errorf("the registry has refused to remove %s", count(refused, "decision"))
	}
	return nil
}
