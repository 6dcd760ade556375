# METADATA
# title: Files of packages
# description: >-
#   Compares the files of the image with what the distribution's package database says of them, and
#   reports those that are missing or changed. Configuration files may change, but not be missing.
#   Of links only the existence is checked, and paths are not resolved through links. A set-uid bit
#   that was added goes unnoticed where the database has the permission bits alone.
# scope: package
# schemas:
#   - input: schema["input.schema"]
# custom:
#   gate: packages
#   trigger: verify
#   remediation: >-
#     Install the package again, or do not change or delete its files. Where you mean to change one,
#     keep it in another place.
#   parameters:
#     - name: only_packages
#       attribute: pkgs
#       description: Names of the packages that are checked, separated by commas. Without it, all are.
#       example: libssl,openssl
#       validator: csv
#     - name: only_directories
#       attribute: directories
#       description: >-
#         What the paths that are checked begin with, separated by commas. It is taken as text, so /usr
#         covers /usrlocal; what two of them cover is reported twice. Without it, all are checked.
#       example: /usr,/var/lib
#       validator: csv
#     - name: check
#       attribute: check_only
#       description: The only thing that is reported. Without it, both are.
#       example: changed
#       validator: enum
#       values: [changed, missing]
#   needs:
#     - files
#     - files.manifest
#     - packages.files
#   messages:
#     - "VERIFY check against package db for package '{name}' failed on entry '{path}' with status: '{status}'"
#   examples:
#     - {id: programs, gate: packages, trigger: verify, action: WARN, params: [{name: only_directories, value: "/bin,/sbin,/usr/bin"}, {name: check, value: changed}]}
#   samples:
#     - {packages: [{name: "{only_packages.item}", version: "1", type: dpkg, files: [{path: "{only_directories.item}/example", digest_algorithm: md5, digest: "0", mode: null, size: null}]}], files: {}}
#     - {packages: [{name: "{only_packages.item}", version: "1", type: dpkg, files: [{path: "{only_directories.item}/example", digest_algorithm: md5, digest: "0", mode: null, size: null}]}], files: {"{only_directories.item}/example": {type: file, md5: "1"}}}
#     - {packages: [{name: example, version: "1", type: dpkg, files: [{path: "{only_directories.item}/example", digest_algorithm: md5, digest: "0", mode: null, size: null}]}], files: {}}
#     - {packages: [{name: example, version: "1", type: dpkg, files: [{path: "{only_directories.item}/example", digest_algorithm: md5, digest: "0", mode: null, size: null}]}], files: {"{only_directories.item}/example": {type: file, md5: "1"}}}
#     - {packages: [{name: "{only_packages.item}", version: "1", type: dpkg, files: [{path: /example, digest_algorithm: md5, digest: "0", mode: null, size: null}]}], files: {}}
#     - {packages: [{name: "{only_packages.item}", version: "1", type: dpkg, files: [{path: /example, digest_algorithm: md5, digest: "0", mode: null, size: null}]}], files: {/example: {type: file, md5: "1"}}}
#     - {packages: [{name: example, version: "1", type: dpkg, files: [{path: /example, digest_algorithm: md5, digest: "0", mode: null, size: null}]}], files: {}}
#     - {packages: [{name: example, version: "1", type: dpkg, files: [{path: /example, digest_algorithm: md5, digest: "0", mode: null, size: null}]}], files: {/example: {type: file, md5: "1"}}}
#     - {packages: [], files: {}}
#   anchore: {since: "1.0"}
package pratique.gates.packages.verify

import data.pratique.lib.files
import data.pratique.lib.finding
import data.pratique.lib.manifest

# METADATA
# description: >-
#   One finding for each entry that differs, in the order of the packages; in a package in the order
#   of its manifest, once for each directory that covers it (docs/compatibility.md#verify-directories,
#   in which % and _ would be wildcards).
findings(rule, params) := [finding.new(rule, hit) |
	some [name, i] in manifest.owners
	differing := manifest.differences[i]
	_selected(params, name)
	some directory in directories
	some j, status in differing
	_reported(params, status)
	path := input.packages[i].files[j].path
	startswith(path, directory)
	hit := {"message": _message(name, path, status), "location": files.location(path)}
] if {
	manifest.files_listed
	directories := object.get(params, "only_directories", [""])
}

# Without a list of files Anchore fails where any entry is to be checked.
findings(rule, params) := [finding.error(rule, "the document has no files") | _any_entry(params)] if {
	not manifest.files_listed
}

_message(name, path, status) := sprintf(_template, [
	name,
	path,
	status,
])

_selected(params, _) if not params.only_packages

_selected(params, name) if name in params.only_packages

_reported(params, _) if not params.check

_reported(params, status) if params.check == status

_any_entry(params) if {
	some [name, i] in manifest.owners
	_selected(params, name)
	some directory in object.get(params, "only_directories", [""])
	some entry in input.packages[i].files
	startswith(entry.path, directory)
}

_template := concat("", [
	"VERIFY check against package db for package '%s' failed on entry '%s' with ",
	"status: '%s'",
])
