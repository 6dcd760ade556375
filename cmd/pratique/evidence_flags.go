package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/whitelist"
	"github.com/pratique-dev/pratique/extract"
)

// evidenceFlags are those of other tools' results.
func evidenceFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "evidence", Usage: "results of another tool (`FILE`): XCCDF, ARF, docker-bench, kube-bench, Lynis, GVM, InSpec, HDF, SARIF, hadolint, Batten, Clair; repeatable"},
		&cli.StringFlag{Name: "max-evidence-age", Usage: "how old evidence may be before it counts as unknown, such as 12h, 30d or 8w (`SPAN`); 30d by default"},
		&cli.StringFlag{Name: "max-evidence-size", Usage: "largest evidence file after decompression, in bytes or such as 100MB (`SIZE`); 512MB by default"},
		&cli.StringFlag{Name: "evidence-subject", Usage: "what evidence is about that does not name it: `SUBJECT` image, host:NAME or cluster:NAME"},
		&cli.StringFlag{Name: "evidence-date", Usage: "when evidence was made that does not say it (`RFC3339`)"},
		&cli.BoolFlag{Name: "evidence-values", Usage: "keep the values that checks have seen, without what looks like a secret"},
	}
}

// evidenceFiles reads the flags of evidence. Limits may stand in the settings; what is said of evidence needs some.
func evidenceFiles(c *cli.Context) (extract.EvidenceFiles, error) {
	f := extract.EvidenceFiles{Paths: c.StringSlice("evidence"), Values: c.Bool("evidence-values"), Subject: c.String("evidence-subject")}
	if slices.Contains(f.Paths, "") {
		return f, usage(c, "--evidence is empty")
	}
	if len(f.Paths) == 0 {
		for _, flag := range []string{"evidence-subject", "evidence-date"} {
			if c.IsSet(flag) {
				return f, usage(c, "--%s needs evidence (--evidence)", flag)
			}
		}
		return f, nil
	}
	var err error
	if text := c.String("max-evidence-age"); text != "" {
		if f.MaxAge, err = whitelist.ParseSpan(text); err != nil {
			return f, usage(c, "--max-evidence-age: %v", err)
		}
	}
	if text := c.String("max-evidence-size"); text != "" {
		if f.MaxSize, err = parseSize(text); err != nil {
			return f, usage(c, "--max-evidence-size is %q, expected a number of bytes, or one with KB, MB or GB", text)
		}
	}
	if kind, name, _ := strings.Cut(f.Subject, ":"); f.Subject != "" && f.Subject != "image" && (kind != "host" && kind != "cluster" || name == "") {
		return f, usage(c, "--evidence-subject is %q, expected image, host:NAME or cluster:NAME", f.Subject)
	}
	if text := c.String("evidence-date"); text != "" {
		if f.Date, err = time.Parse(time.RFC3339, text); err != nil {
			return f, usage(c, "--evidence-date is %q, expected a time such as 2026-03-15T12:00:00Z", text)
		}
	}
	return f, nil
}

// parseSize reads a number of bytes; units are powers of 1024.
func parseSize(text string) (int64, error) {
	unit := int64(1)
	for i, suffix := range []string{"KB", "MB", "GB"} {
		if number, ok := strings.CutSuffix(strings.ToUpper(text), suffix); ok {
			text, unit = strings.TrimSpace(number), 1<<(10*(i+1))
		}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err == nil && (n <= 0 || n > 1<<40/unit) {
		err = strconv.ErrRange
	}
	return n * unit, err
}
