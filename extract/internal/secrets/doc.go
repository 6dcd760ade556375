// Package secrets finds secrets outside the lines of an image's files: in its
// environment and labels, its history, the Dockerfile and the build arguments.
//
// A secret is a literal value of something whose name says that it is one
// (DB_PASSWORD=…), or a text in which a credential can be told by its form (a URL
// with a password, PASSWORD '…' in SQL, a private key). Names ending in _FILE,
// variables, booleans and paths below /run/secrets are none.
//
// No value leaves the package: a secret has a name, a place and a fingerprint, and
// [Redact] takes values out of other texts.
package secrets
