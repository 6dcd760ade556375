// Package apk reads Alpine's database of installed packages (extraction.md 4.1
// and 6).
package apk
