# Generated from bundle.json (sha256:fbe8b01423a4b0542b9f4b0e97ac53ee2842657987b30b6bd0f980933ca6d532) by pratique translate. Edit the bundle, not this file.
# The regular expressions that RE2 cannot run, and the texts that rules test them on. Whoever makes
# the input document runs them, and writes input.matches.
package pratique.subjects

import data.pratique.gates.dockerfile.instruction as dockerfile_instruction
import data.pratique.gates.files.name_match as files_name_match
import data.pratique.gates.metadata.attribute as metadata_attribute
import data.pratique.gates.retrieved_files.content_regex as retrieved_files_content_regex

# /policies/0/rules/0
expressions contains {
	"need": "matches:files.name_match.regex:/(.+)/\\1$",
	"python": "/(.+)/\\1$",
	"texts": files_name_match.regex_subjects({}),
}

# /policies/0/rules/1
expressions contains {
	"need": "matches:dockerfile.instruction.value[\"RUN\"]:(\\w+) \\1",
	"python": "(\\w+) \\1",
	"texts": dockerfile_instruction.value_subjects({"instruction": "RUN"}),
}

# /policies/0/rules/3
expressions contains {
	"need": "matches:dockerfile.instruction.value[\"CMD\"]:(\\w+) \\1",
	"python": "(\\w+) \\1",
	"texts": dockerfile_instruction.value_subjects({"instruction": "CMD"}),
}

# /policies/0/rules/4
expressions contains {
	"need": "matches:metadata.attribute.value[\"distro\"]:(.)\\1",
	"python": "(.)\\1",
	"texts": metadata_attribute.value_subjects({"attribute": "distro"}),
}

# /policies/1/rules/1
expressions contains {
	"need": "matches:retrieved_files.content_regex.regex[\"/a\\\"]:<\\n} := {\"]:(\u0060|\"|\\}\n)\\1 := \u2028true #",
	"python": "(\u0060|\"|\\}\n)\\1 := \u2028true #",
	"texts": retrieved_files_content_regex.regex_subjects({"path": "/a\"]:<\n} := {"}),
}
