// Package rpm reads rpm's database of installed packages (compatibility.md#packages and
// compatibility.md#package-manifests) in its three forms: Berkeley DB hash ("Packages"), rpm's own format
// ("Packages.db") and SQLite ("rpmdb.sqlite").
//
// All three are tables whose values are package headers, so that each form is a
// function that calls back with every header's bytes. Nothing is written and no
// file is needed: a database is read where it was buffered.
package rpm
