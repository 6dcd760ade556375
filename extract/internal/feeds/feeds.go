package feeds

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

// maxFeed bounds a feed, in bytes. All of npm, with names and versions only, is
// about half of it.
const maxFeed = 1 << 30

// Kinds of feeds.
const (
	NPM = "npm"
	Gem = "gem"
)

// Read reads the feed of one kind into feeds, in the shape of the input document:
//
//	{"synced_at": "2026-01-31T00:00:00Z",
//	 "packages": {"left-pad": {"latest": "1.3.0", "versions": ["1.0.0", "1.3.0"]}}}
//
// Other keys are errors, and so is a feed without packages or without versions
// of one: null there would be no answer to what the gates ask. synced_at is null
// for a feed that was never synchronised, latest for a package without a latest version.
func Read(r io.Reader, kind string, feeds *document.Feeds) error {
	into, ok := map[string]**document.PackageFeed{NPM: &feeds.NPM, Gem: &feeds.Gem}[kind]
	if !ok {
		return fmt.Errorf("reading feed %q: a feed is %s or %s", kind, NPM, Gem)
	}
	var feed document.PackageFeed
	if err := jsonread.Strict(r, maxFeed, &feed); err != nil {
		return fmt.Errorf("reading feed %s: %w", kind, err)
	}
	if err := check(feed); err != nil {
		return fmt.Errorf("reading feed %s: %w", kind, err)
	}
	*into = &feed
	return nil
}

func check(feed document.PackageFeed) error {
	if feed.SyncedAt != nil {
		if _, err := time.Parse(time.RFC3339, *feed.SyncedAt); err != nil {
			return fmt.Errorf("synced_at is %q, not a time as in RFC 3339", *feed.SyncedAt)
		}
	}
	if feed.Packages == nil {
		return errors.New("it has no packages")
	}
	names := make([]string, 0, len(feed.Packages))
	for name, p := range feed.Packages {
		if p.Versions == nil {
			names = append(names, name)
		}
	}
	if len(names) > 0 {
		return fmt.Errorf("package %q has no versions", slices.Min(names))
	}
	return nil
}
