// Package pattern runs Python regular expressions on lines of bytes, as
// Anchore's content analyzers do: re.match(pattern.encode("utf-8"), line), with
// the syntax of Python 3.8 (compatibility.md#byte-expressions).
//
// A pattern is parsed into a tree of byte sets. From the tree come
//
//   - the literals that a matching line must hold (lower-case), so that most
//     lines are never matched at all;
//   - where RE2 can give the same answer, a pattern for Go's regexp;
//   - else (look-around, back-references, conditionals) one for a backtracking
//     engine that runs with a time limit.
//
// Both engines work on characters, Python on bytes. Bytes below 0x80 are mapped
// to themselves, the others to private-use characters: these have no case pairs
// and are no word characters, so that, unlike on Latin-1 text, neither (?i) nor
// \b can see more in a byte than Python does.
package pattern
