// Package pyre translates the regular expressions of Python 3.8's re module,
// as they stand in Anchore bundles, to RE2, which OPA runs.
//
// Only "matches or not" matters, so a translation keeps the answer on every
// subject and nothing else: groups do not capture, lazy and greedy repeats are
// the same, and what follows the last character that decides may be dropped.
//
// Patterns are text patterns: the subject is a string of characters. The
// translation is exact, or it is refused: what Python does not compile is a
// *SyntaxError in Python's own words, what RE2 cannot express is an
// *UnsupportedError, and Regexp2 prints the latter for a backtracking engine.
// Letters, digits and cases are those of Go's Unicode tables, which know a few
// thousand characters that were assigned after Python 3.8.
//
// The way of a pattern: parse (Python's grammar) → lower (flags applied, every
// class a set of characters) → resolve ($, \b and look-around rewritten into
// what surrounds them) → print.
package pyre
