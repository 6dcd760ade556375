// Package prose holds the tests of what people read in this project: references to
// docs/compatibility.md, and the words of docs, help, messages and comments.
package prose
