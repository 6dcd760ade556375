package main

import (
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/bundlefile"
	"github.com/pratique-dev/pratique/cmd/pratique/internal/whitelist"
	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/internal/printable"
	"github.com/pratique-dev/pratique/report"
)

func (a *app) whitelistNewCommand() *cli.Command {
	return &cli.Command{
		Name:      "new",
		Usage:     "create whitelist items for an image's current findings",
		ArgsUsage: "IMAGE...",
		Description: "IMAGE is as for eval. Each finding that stops or warns gets an item; --gate, --trigger and --trigger-id select\n" +
			"findings. The items are printed, or with --into added to a whitelist of a bundle that the matching mappings\n" +
			"then use; the rest of the file stays as it is.",
		Flags: append(without(sessionFlags(), "output"),
			&cli.StringFlag{Name: "expires", Usage: "when the items expire: `DATE`, time, or a duration such as 30d"},
			&cli.StringFlag{Name: "reason", Usage: "reason for the items (`TEXT`; default: the finding's message)"},
			&cli.StringFlag{Name: "gate", Usage: "only findings of this `GATE`"},
			&cli.StringFlag{Name: "trigger", Usage: "only findings of this `TRIGGER`"},
			&cli.StringFlag{Name: "trigger-id", Usage: "only findings with this trigger `ID`"},
			&cli.StringFlag{Name: "into", Usage: "use the bundle in `FILE` and add the items to it"},
			&cli.StringFlag{Name: "whitelist", Usage: "`ID` of the whitelist for --into; created if missing", Value: "exceptions"},
		),
		Action: a.whitelistNew,
	}
}

func (a *app) whitelistNew(c *cli.Context) error {
	s, err := a.newSession(c)
	if err != nil {
		return err
	}
	wanted := whitelist.Wanted{Gate: c.String("gate"), Trigger: c.String("trigger"), TriggerID: c.String("trigger-id"), Reason: c.String("reason")}
	if text := c.String("expires"); text != "" {
		expires, err := whitelist.ParseExpiry(text, s.now)
		if err != nil {
			return usage(c, "--expires: %v", err)
		}
		wanted.Expires = &expires
	}
	bundle, into := c.String("bundle"), c.String("into")
	switch {
	case into == "" && c.IsSet("whitelist"):
		return usage(c, "--whitelist needs a bundle to write (--into)")
	case c.IsSet("whitelist") && c.String("whitelist") == "":
		return usage(c, "--whitelist is empty")
	case into != "":
		bundle = into
	}
	images, err := s.images(0)
	if err != nil {
		return err
	}
	explained, err := s.explain(bundle, images)
	if err != nil {
		return err
	}
	var items []bundlefile.Item
	var mappings []string
	for _, e := range explained {
		fresh := whitelist.New(e.Document, wanted)
		if m := e.Document.Mapping(); m != nil && len(fresh) > 0 && !slices.Contains(mappings, m.Pointer) {
			mappings = append(mappings, m.Pointer)
		}
		for _, item := range fresh {
			if !slices.Contains(items, item) {
				items = append(items, item)
			}
		}
		a.warnOfGaps(e)
	}
	if into == "" {
		_, err := a.stdout.Write(bundlefile.Items(items))
		return err
	}
	return a.writeExceptions(c, into, mappings, items)
}

// warnOfGaps says what was not evaluated, and may be found tomorrow.
func (a *app) warnOfGaps(e *evaluate.Explained) {
	if text := report.Unevaluated(e.Document.Errors); text != "" {
		a.warn("%s: %s; what they would find has no exception", e.Image, text)
	}
	unmet := 0
	for _, r := range e.Document.Rules {
		if len(r.Unmet) > 0 {
			unmet++
		}
	}
	if unmet > 0 {
		a.warn("%s: %s skipped; their findings get no whitelist item", e.Image, count(unmet, "rule"))
	}
}

// writeExceptions adds the items to the bundle's file, if the bundle is then
// still one.
func (a *app) writeExceptions(c *cli.Context, path string, mappings []string, items []bundlefile.Item) error {
	if len(items) == 0 {
		_, err := fmt.Fprintf(a.stdout, "%s: nothing to add\n", printable.Text(path))
		return err
	}
	id := c.String("whitelist")
	text, err := readOwnFile(path)
	if err != nil {
		return err
	}
	file, err := bundlefile.Open(text)
	if err != nil {
		return err
	}
	added, renewed, err := file.AddItems(id, items)
	if err != nil {
		return err
	}
	var hooked []string
	for _, pointer := range mappings {
		fresh, err := file.UseWhitelist(pointer, id)
		if err != nil {
			return err
		}
		if fresh {
			hooked = append(hooked, pointer)
		}
	}
	if err := a.replaceBundle(c, path, file); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%s: %s added to whitelist %s, %d renewed\n", printable.Text(path), count(added, "item"), printable.Text(id), renewed)
	for _, pointer := range hooked {
		fmt.Fprintf(a.stdout, "%s: %s now uses it\n", printable.Text(path), pointer)
	}
	return nil
}

// replaceBundle writes a bundle that was edited, unless it would be refused.
func (a *app) replaceBundle(c *cli.Context, path string, file *bundlefile.File) error {
	text := file.Text()
	o, err := a.loadOptions(c)
	if err != nil {
		return err
	}
	if err := evaluate.Check(path, text, o); err != nil {
		return fmt.Errorf("%s is left as it is, since the bundle would be refused: %w", path, err)
	}
	return writeFile(path, text)
}
