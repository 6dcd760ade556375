package pratique.lib.searched_test

import data.pratique.lib.searched

needs := ["dockerfile", "files:path:/x", "files.sha256:/x", "image.distro", "retrieved_files:/etc/passwd"]

cases := {
	"absent": {"document": {}, "unmet": []},
	"null": {"document": {"searched": null}, "unmet": []},
	"empty": {"document": {"searched": {}}, "unmet": needs},
	"nothing": {"document": {"searched": {"sections": [], "needs": [], "retrieved_files": []}}, "unmet": needs},
	"sections": {
		"document": {"searched": {"sections": ["dockerfile", "files", "files.sha256", "image.distro", "retrieved_files"]}},
		"unmet": [],
	},
	"a section does not cover another": {
		"document": {"searched": {"sections": ["image", "files"]}},
		"unmet": ["dockerfile", "files.sha256:/x", "image.distro", "retrieved_files:/etc/passwd"],
	},
	"needs": {
		"document": {"searched": {"sections": [], "needs": ["files:path:/x", "files.sha256:/y"]}},
		"unmet": ["dockerfile", "files.sha256:/x", "image.distro", "retrieved_files:/etc/passwd"],
	},
	"retrieved files": {
		"document": {"searched": {"sections": ["dockerfile"], "retrieved_files": ["/etc/passwd"]}},
		"unmet": ["files:path:/x", "files.sha256:/x", "image.distro"],
	},
	"a Dockerfile without lines": {
		"document": {"dockerfile": {"mode": "actual", "contents": "FROM a"}},
		"unmet": ["dockerfile"],
	},
	"a Dockerfile without lines that was looked for": {
		"document": {
			"dockerfile": {"mode": "actual", "lines": null},
			"searched": {"sections": ["dockerfile", "files", "files.sha256", "image.distro", "retrieved_files"]},
		},
		"unmet": ["dockerfile"],
	},
	"a Dockerfile with lines": {"document": {"dockerfile": {"mode": "actual", "lines": {}}}, "unmet": []},
	"an unknown Dockerfile": {"document": {"dockerfile": {"mode": "unknown"}}, "unmet": []},
}

test_unmet[name] if {
	some name, tc in cases
	searched.unmet(needs) == tc.unmet with input as tc.document
}

test_absent_sections if {
	document := {"dockerfile": null, "files": {}, "image": {}}
	searched.absent_sections(needs) == {"dockerfile", "retrieved_files"} with input as document
}

# A parameter that the site has not set is met by no document, whatever it states.
test_parameters if {
	searched.unmet(["parameters:allowed"]) == ["parameters:allowed"] with input as {}
	searched.unmet(["parameters:allowed"]) == ["parameters:allowed"] with input as {
		"searched": {"sections": ["parameters"]},
	}
}

# Answers are no data that somebody may not have looked for.
test_unanswered[name] if {
	some name, tc in {
		"not stated": {"document": {}, "want": []},
		"stated without": {"document": {"searched": {"sections": ["dockerfile"]}}, "want": ["matches:g.t.p:x"]},
		"stated": {"document": {"searched": {"sections": ["dockerfile"], "needs": ["matches:g.t.p:x"]}}, "want": []},
		"null": {"document": {"searched": null}, "want": []},
	}
	searched.unanswered(["dockerfile", "matches:g.t.p:x"]) == tc.want with input as tc.document
	searched.unmet(["dockerfile", "matches:g.t.p:x"]) == [] with input as tc.document
}
