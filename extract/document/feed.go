package document

// Feeds are the package feeds of the npms and ruby_gems gates. One that is
// absent is unavailable.
type Feeds struct {
	NPM *PackageFeed `json:"npm,omitzero"`
	Gem *PackageFeed `json:"gem,omitzero"`
}

// PackageFeed is what a package registry offers: name -> its versions.
// A feed whose SyncedAt (RFC 3339) is null was never synchronised.
type PackageFeed struct {
	SyncedAt *string                `json:"synced_at"`
	Packages map[string]FeedPackage `json:"packages"`
}

// FeedPackage is one package of a feed. Versions keep the feed's order, which
// shows in messages.
type FeedPackage struct {
	Latest   *string  `json:"latest"`
	Versions []string `json:"versions"`
}
