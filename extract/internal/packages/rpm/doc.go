// Package rpm reads rpm's database of installed packages (extraction.md 4.1 and
// 6) in its three forms: Berkeley DB hash ("Packages"), rpm's own format
// ("Packages.db") and SQLite ("rpmdb.sqlite").
//
// All three are tables whose values are package headers, so that each form is a
// function that calls back with every header's bytes. Nothing is written and no
// file is needed: a database is read where it was buffered.
package rpm
