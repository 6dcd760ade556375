package document

import "strings"

// Need names a fact that a policy reads, as a string that is the same in a
// trigger's METADATA, in a generated rule, in Go and in searched.needs:
//
//	SECTION               the whole section: "image", "dockerfile", "files", "accounts", …
//	SECTION:DETAIL        a part of it
//
// The details:
//
//	image.distro                 the distribution (opens the layers)
//	image.size                   Anchore's squashed size (opens the layers)
//	files:path:PATH              the entry of one path
//	files:match:RE2              the entries whose path matches
//	files:setid                  the entries with the set-uid or set-gid bit
//	files:writable               the files and directories that everyone may write; not those with the sticky bit
//	files:capabilities           the entries with file capabilities
//	files.sha256                 SHA-256 of every regular file
//	files.sha256:PATH            SHA-256 of one
//	files.manifest               the digests that the packages' manifests have, of the files
//	                             that they list
//	retrieved_files:PATH         the content of one file
//	retrieved_files:in:DIR       the contents of the files of one directory, not of those below it
//	packages:TYPE                the packages of one type
//	packages.files               the distribution's packages with their manifests
//	secrets.deleted              what secret_search finds in the files of all layers that the final
//	                             filesystem no longer has (runs secret_search, lists secrets)
//	feeds.npm, feeds.gem         one package feed
//	matches:GATE.TRIGGER.PARAMETER:EXPRESSION
//	matches:GATE.TRIGGER.PARAMETER["TEXT",…]:EXPRESSION
//	                             which of the texts that a trigger tests the parameter on match the
//	                             Python expression; the JSON array has the texts (or null) of the
//	                             parameters that the trigger's METADATA names as subjects
//
// A whole section covers its details.
type Need string

// Section is the part before the first colon.
func (n Need) Section() string {
	section, _, _ := strings.Cut(string(n), ":")
	return section
}

// Detail is the part after the first colon, "" for a whole section.
func (n Need) Detail() string {
	_, detail, _ := strings.Cut(string(n), ":")
	return detail
}
