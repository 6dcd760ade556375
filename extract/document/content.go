package document

// ContentMatches is absolute path -> the searches that matched in the file,
// in the order of their first hit. A symbolic or hard link is a path of its own
// (compatibility.md#content-search).
type ContentMatches map[string][]ContentMatch

// ContentMatch is one search of secret_search or content_search that matched in
// a file; never the text that it matched. Name is null where the configured
// item is a bare regular expression. Lines count from 0.
type ContentMatch struct {
	Name  *string `json:"name"`
	Regex string  `json:"regex"`
	Lines []int   `json:"lines,omitzero"`
}

// ContentPattern is one search that was run, for searched.secret_search and
// searched.content_search.
type ContentPattern struct {
	Name  *string `json:"name"`
	Regex string  `json:"regex"`
}
