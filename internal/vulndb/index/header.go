package index

// Header says what an index was made of. Times are RFC 3339 in UTC.
type Header struct {
	Format int `json:"format"`
	// Created is the newest Modified of the records: the clock is no part of an index, so that
	// the same data give the same bytes.
	Created    string      `json:"created"`
	Sources    []Source    `json:"sources"`
	Ecosystems []Ecosystem `json:"ecosystems"` // sorted by name
	Records    int         `json:"records"`    // by id
	Withdrawn  int         `json:"withdrawn"`  // of them
	Packages   int         `json:"packages"`   // names of packages, each in its ecosystem
	// NotUnderstood are the ecosystems whose versions have no known order, and how many entries of
	// records are about them; they are no part of the index.
	NotUnderstood map[string]int `json:"not_understood"`
	Severities    Severities     `json:"severities"`

	Tables []tableHeader `json:"tables"`
	Blocks uint64        `json:"blocks"` // bytes
}

// Source is one source of records.
type Source struct {
	Name         string `json:"name"`   // of the file or folder
	Digest       string `json:"digest"` // sha256:HEX
	Records      int    `json:"records"`
	Newest       string `json:"newest"`
	Withdrawn    int    `json:"withdrawn"`
	Unreadable   int    `json:"unreadable"`
	BadRanges    int    `json:"bad_ranges"`    // that cannot be evaluated
	CustomRanges int    `json:"custom_ranges"` // of Go modules whose versions are not canonical
}

// Ecosystem is what an index has of one ecosystem.
type Ecosystem struct {
	Name    string `json:"name"`    // FAMILY or FAMILY:RELEASE
	Records int    `json:"records"` // that affect packages of it
	Newest  string `json:"newest"`
}

// Severities says where severities come from beside the records.
type Severities struct {
	CVEs       int    `json:"cves"` // with a CVSS vector
	EPSS       int    `json:"epss"` // scores
	EPSSDate   string `json:"epss_date,omitempty"`
	EPSSModel  string `json:"epss_model,omitempty"`
	Exploited  int    `json:"known_exploited"`
	KEVVersion string `json:"kev_version,omitempty"`
	KEVDate    string `json:"kev_date,omitempty"`
	Graded     int    `json:"graded_records"` // records of which a severity is known, by themselves or by their CVEs
}

type tableHeader struct {
	Name   string `json:"name"`
	Blocks int    `json:"blocks"`
	Size   int    `json:"size"` // bytes of the directory
	SHA256 string `json:"sha256"`
}

// format is the version of the file's layout.
const format = 1

const magic = "PRVULN1\n"
