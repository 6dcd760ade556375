// Package packages finds the installed packages of an image (compatibility.md#packages
// and compatibility.md#package-manifests) while its layers stream by. It never unpacks an image and opens no
// files: whoever reads the layers hands it the contents of the few files that it
// wants.
//
//	selection, err := packages.Select(needs, packages.Options{})
//
//	// for every regular file of every layer, layers in any order or in parallel:
//	switch kind := selection.Wants(file); {
//	case kind == packages.None:
//	case kind.Streamed():                       // programs: any size, nothing is kept
//		stream := selection.Stream(kind, file)
//		io.Copy(io.MultiWriter(stream, …), content)
//		node.facts = stream.Facts()
//	case file.Size > kind.Limit():              // said as a problem, not buffered
//		node.facts = selection.Analyse(kind, file, nil)
//	default:                                    // buffered by the caller, in memory or on disk
//		node.facts = selection.Analyse(kind, file, buffer)
//	}
//
//	// when the layers are merged:
//	result := selection.Catalogue(tree, found, distro)
//
// Facts are small, immutable and belong to a file's content, not to its name: a
// hard link shares those of its target. What went wrong with a file is part of its
// facts, so that a broken database in a layer that a later one replaces is no
// problem.
//
// Wants looks at names. A hard link whose name is wanted, to a file under a name
// that was not, has no facts unless the caller asks again: for such links call
// Wants with the link's name, too, and Analyse the target's content.
package packages
