# Generated from bundle.json (sha256:97f7765e6a800f9f92d104e7295548998b4e9f3a14c22586e96e4dc098292c29) by pratique translate. Edit the bundle, not this file.
# The regular expressions that RE2 cannot run, and the texts that rules test them on. Whoever makes
# the input document runs them, and writes input.matches.
package pratique.subjects

import data.pratique.gates.dockerfile.instruction as dockerfile_instruction
import data.pratique.gates.files.name_match as files_name_match
import data.pratique.gates.metadata.attribute as metadata_attribute
import data.pratique.gates.retrieved_files.content_regex as retrieved_files_content_regex
import data.pratique.gates.secret_scans.content_regex_checks as secret_scans_content_regex_checks
import data.pratique.gates.vulnerabilities.package as vulnerabilities_package

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

# /policies/1/rules/2
expressions contains {
	"need": "matches:secret_scans.content_regex_checks.filename_regex:(?P<dir>/\\w+)(?P=dir)",
	"python": "(?P<dir>/\\w+)(?P=dir)",
	"texts": secret_scans_content_regex_checks.filename_regex_subjects({}),
}

# /policies/1/rules/3
expressions contains {
	"need": "matches:vulnerabilities.package.package_path_exclude:(?P<dir>/\\w+)(?P=dir)",
	"python": "(?P<dir>/\\w+)(?P=dir)",
	"texts": vulnerabilities_package.package_path_exclude_subjects({}),
}
