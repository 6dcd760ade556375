// Package executable finds what programs say about the packages that they were
// built from, in one pass over a file of any size: Go's build information, the
// dependency list of Rust programs built with cargo-auditable, and the versions
// of language runtimes (extraction.md 4.2 and 4.3).
//
// Nothing is buffered but a window and what was found, because programs are the
// largest files of most images and seldom hold anything.
package executable
