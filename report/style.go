package report

// Style is the style sheet of the HTML pages, so that pages of other documents
// look alike.
func Style() string { return pageStyle }
