// Package executable finds what programs say about the packages that they were
// built from, in one pass over a file of any size: Go's build information, the
// dependency list of Rust programs built with cargo-auditable, and the versions
// of language runtimes (compatibility.md#language-packages and compatibility.md#runtimes).
//
// Nothing is buffered but a window and what was found, because programs are the
// largest files of most images and seldom hold anything.
package executable
