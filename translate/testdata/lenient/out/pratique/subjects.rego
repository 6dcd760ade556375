# Generated from bundle.json (sha256:2115f5f34b3c26465bee93222462cbb7655fa8d2dc24aa214063be7e472592f3) by pratique translate. Edit the bundle, not this file.
# The regular expressions that RE2 cannot run, and the texts that rules test them on. Whoever makes
# the input document runs them, and writes input.matches.
package pratique.subjects

import data.pratique.gates.files.name_match as files_name_match

# /policies/0/rules/3
expressions contains {
	"need": "matches:files.name_match.regex:/(?P<x>.)(?P=x)+b",
	"python": "/(?P<x>.)(?P=x)+b",
	"texts": files_name_match.regex_subjects({}),
}
