// Package content searches the contents of files as Anchore's analyzers do, and
// reads their configuration, analyzer_config.yaml (compatibility.md#content-search,
// compatibility.md#byte-expressions).
//
// A [Searcher] runs one section, secret_search or content_search. It is told the
// bytes of a file as they pass:
//
//	if searcher.Wants(size) {
//		scan := searcher.Scan()
//		io.Copy(scan, file)
//		matches, err := scan.Close()
//	}
//
// What the caller does: it offers the regular files of the squashed root
// filesystem, and puts the matches of a file also under the path of every hard
// link and of every symbolic link that resolves to it, where the limit is the
// one of the target's size (compatibility.md#content-search: a symbolic link's target is its
// text without the first character, then the text itself, then the text relative
// to the link's directory; links through linked directories do not resolve). It
// reports the errors of Close as problems of the file; the matches beside them
// hold all the same.
//
// Nothing here keeps or tells the text that matched.
package content
