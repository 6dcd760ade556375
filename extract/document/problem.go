package document

// Problem is something of the image that the extractor could not read, so that
// what stands in the section may not be all that there is.
type Problem struct {
	// Section is what it concerns, in the words of needs: "packages:rpm",
	// "secret_search", …
	Section string `json:"section"`
	// Path is the absolute path of the file; nil for what concerns no single file.
	Path    *string `json:"path"`
	Message string  `json:"message"`
	// Minor is set where the same passes for usual, and Anchore leaves it out too: a
	// test's package.json that is none, a file that is too long to be kept. The
	// decision warns of it; of any other it has an error.
	Minor bool `json:"minor,omitzero"`
	// Absent is set where what the section is about is recorded elsewhere, or in a form that is
	// not read. Rules that read the section are not evaluated, beside the findings that they have.
	Absent bool `json:"absent,omitzero"`
	// Partial is set, of containers, daemon and host, where a part of what was given was
	// not read: there may be more than the section has. A rule on it that finds nothing is
	// not evaluated.
	Partial bool `json:"partial,omitzero"`
}
