package packages

// File is one regular file of a layer.
type File struct {
	Path string // absolute and clean
	Size int64  // bytes
	Mode uint32 // st_mode
}

// Kind is what a file is to this package.
type Kind uint8

// Kinds of files. None is a file whose content is not wanted.
const (
	None Kind = iota
	dpkgStatus
	dpkgSums
	dpkgConffiles
	dpkgCopyright
	chiselManifest
	rpmDatabase
	rpmLog
	rpmManifest
	alpmDescription
	opkgStatus
	apkDatabase
	npmManifest
	gemSpecification
	pythonMetadata
	pythonTopLevel
	pythonEgg
	javaArchive
	nugetDependencies
	composerInstalled
	composerLock
	condaRecord
	bitnamiDocument
	program
)

// Streamed tells whether files of this kind go through Stream, block by block;
// all others are buffered for Analyse.
func (k Kind) Streamed() bool { return k == program }

// Limit is how many bytes a file of this kind may have to be read. Programs may
// have any number.
func (k Kind) Limit() int64 {
	switch k {
	case rpmDatabase, javaArchive:
		return 2 << 30 // read in place
	case dpkgStatus, apkDatabase, opkgStatus:
		return 64 << 20
	case pythonEgg:
		return 512 << 20 // read in place
	case program:
		return 1<<63 - 1
	case rpmLog:
		return 0 // that it is there is all that matters
	}
	return 16 << 20
}
