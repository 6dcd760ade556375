package pratique.subjects_test

import data.pratique.gates.secret_scans.content_regex_checks
import data.pratique.gates.vulnerabilities.package as vulnerabilities_package

document := {
	"secret_search": {"/etc/a": [], "/etc/b": [{"name": null, "regex": "x"}]},
	"vulnerabilities": {"matches": [
		{"vulnerability": {"id": "a", "severity": "High"}, "package": {"name": "p", "type": "npm", "path": "/app/p"}},
		{"vulnerability": {"id": "b", "severity": "Low"}, "package": {"name": "p", "type": "python", "path": "/app/p"}},
		{"vulnerability": {"id": "c", "severity": "Low"}, "package": {"name": "r", "type": "go", "path": null}},
		{"vulnerability": {"id": "d", "severity": "Low"}, "package": {"name": "q", "type": "dpkg", "path": "pkgdb"}},
	]},
}

test_secret_scans if {
	content_regex_checks.filename_regex_subjects({}) == {"/etc/a", "/etc/b"} with input as document
	content_regex_checks.filename_regex_subjects({}) == set() with input as {}
}

# Those of the distribution's packages are never tested.
test_vulnerabilities if {
	vulnerabilities_package.package_path_exclude_subjects({}) == {"/app/p"} with input as document
	vulnerabilities_package.package_path_exclude_subjects({}) == set() with input as {}
}
