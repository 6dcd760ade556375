package pratique.lib.manifest_test

import data.pratique.lib.manifest

owned(entries) := {"name": "p", "version": "1", "type": "dpkg", "files": entries}

none := {
	"absent": {},
	"null": {"packages": null, "files": null},
	"empty": {"packages": [], "files": {}},
	"no manifest": {"packages": [{"name": "p", "version": "1", "type": "rpm"}], "files": {}},
	"null for a manifest": {"packages": [owned(null)], "files": {}},
	"an empty manifest": {"packages": [owned([])], "files": {}},
	"no package of a distribution": {
		"packages": [{"name": "p", "version": "1", "type": "npm", "files": [{"path": "/gone"}]}],
		"files": {},
	},
}

test_none[name] if {
	some name, document in none
	manifest.differences == {} with input as document
}

test_files_listed if {
	manifest.files_listed with input as {"files": {}}
	not manifest.files_listed with input as {"files": null}
	not manifest.files_listed with input as {}
}

test_owners if {
	manifest.owners == [["a", 2], ["p", 0]] with input as {"packages": [
		owned([]),
		{"name": "b", "version": "1", "type": "rpm"},
		{"name": "a", "version": "1", "type": "apkg", "files": []},
		{"name": "a", "version": "1", "type": "gem", "files": []},
	]}
}

file := {"type": "file", "mode": 33188, "size": 7, "sha256": "aa", "md5": "bb"}

dir := {"type": "dir", "mode": 16877, "size": 0, "sha256": null}

link := {"type": "symlink", "mode": 41471, "size": 0, "sha256": null}

entry := {"path": "/x", "digest_algorithm": "sha256", "digest": "aa", "mode": 33188, "size": 7, "config": false}

# What one entry says of one file.
cases := {
	"as recorded": {"entry": {}, "file": file, "want": null},
	"missing": {"entry": {}, "file": null, "want": "missing"},
	"a missing configuration file": {"entry": {"config": true}, "file": null, "want": "missing"},
	"another digest": {"entry": {"digest": "ab"}, "file": file, "want": "changed"},
	"a changed configuration file": {"entry": {"digest": "ab", "config": true}, "file": file, "want": null},
	"null for config": {"entry": {"digest": "ab", "config": null}, "file": file, "want": "changed"},
	"a hard link": {"entry": {"digest": "ab"}, "file": object.union(file, {"type": "hardlink"}), "want": "changed"},
	"MD5": {"entry": {"digest_algorithm": "md5", "digest": "bb"}, "file": file, "want": null},
	"another MD5": {"entry": {"digest_algorithm": "md5", "digest": "aa"}, "file": file, "want": "changed"},
	"an unknown algorithm": {"entry": {"digest_algorithm": "sha512", "digest": "ab"}, "file": file, "want": null},
	"no algorithm": {"entry": {"digest_algorithm": null, "digest": "ab"}, "file": file, "want": null},
	"no digest": {"entry": {"digest": null}, "file": file, "want": null},
	"an empty digest": {"entry": {"digest": ""}, "file": file, "want": null},
	"nobody hashed the file": {"entry": {}, "file": object.remove(file, ["sha256"]), "want": "changed"},
	"null for a hash": {"entry": {}, "file": object.union(file, {"sha256": null}), "want": "changed"},
	"SHA-1 that no file has": {"entry": {"digest_algorithm": "sha1", "digest": "cc"}, "file": file, "want": null},
	"SHA-1": {
		"entry": {"digest_algorithm": "sha1", "digest": "cc"},
		"file": object.union(file, {"sha1": "cc"}),
		"want": null,
	},
	"another SHA-1": {
		"entry": {"digest_algorithm": "sha1", "digest": "cc"},
		"file": object.union(file, {"sha1": "cd"}),
		"want": "changed",
	},
	"another mode": {"entry": {"mode": 33152}, "file": file, "want": "changed"},
	"permission bits alone": {"entry": {"mode": 420}, "file": file, "want": null},
	"other permission bits": {"entry": {"mode": 493}, "file": file, "want": "changed"},
	"a set-uid bit added": {"entry": {"mode": 420}, "file": object.union(file, {"mode": 35236}), "want": null},
	"a set-uid bit removed": {"entry": {"mode": 2468}, "file": object.union(file, {"mode": 420}), "want": null},
	"a mode of 0": {"entry": {"mode": 0}, "file": file, "want": null},
	"a file's mode of 0": {"entry": {}, "file": object.union(file, {"mode": 0}), "want": null},
	"no mode": {"entry": {"mode": null}, "file": file, "want": null},
	"another size": {"entry": {"size": 8}, "file": file, "want": "changed"},
	"a size of 0": {"entry": {"size": 0}, "file": file, "want": null},
	"a file's size of 0": {"entry": {}, "file": object.union(file, {"size": 0}), "want": null},
	"no size": {"entry": {"size": null}, "file": file, "want": null},
	"the digest alone": {"entry": {"mode": null, "size": null}, "file": file, "want": null},
	"another digest alone": {"entry": {"digest": "ab", "mode": null, "size": null}, "file": file, "want": "changed"},
	"nothing": {"entry": {"digest": null, "mode": null, "size": null}, "file": file, "want": null},
	"nothing, missing": {"entry": {"digest": null, "mode": null, "size": null}, "file": null, "want": "missing"},
	"a directory": {"entry": {"digest": null, "mode": 16877, "size": 4096}, "file": dir, "want": null},
	"a directory's digest": {"entry": {"mode": 16877}, "file": dir, "want": null},
	"a directory's mode": {"entry": {"digest": null, "mode": 16832, "size": 0}, "file": dir, "want": "changed"},
	"a link": {"entry": {}, "file": link, "want": null},
}

test_differences[name] if {
	some name, tc in cases
	document := {
		"packages": [owned([object.union(entry, tc.entry)])],
		"files": {path: listed | some path, listed in {"/x": tc.file}; listed != null},
	}
	manifest.differences == {i: {j: status} | some i, j in [0]; status := tc.want; status != null} with input as document
}

# Fields that are absent are fields that are null.
partial_entries := {
	"a path": {"entry": {"path": "/x"}, "want": {}},
	"a path that is gone": {"entry": {"path": "/y"}, "want": {0: {0: "missing"}}},
	"a mode": {"entry": {"path": "/x", "mode": 33152}, "want": {0: {0: "changed"}}},
	"a size": {"entry": {"path": "/x", "size": 8}, "want": {0: {0: "changed"}}},
	"a digest": {"entry": {"path": "/x", "digest_algorithm": "md5", "digest": "0"}, "want": {0: {0: "changed"}}},
	"a digest of nothing": {"entry": {"path": "/x", "digest": "0"}, "want": {}},
}

test_partial[name] if {
	some name, tc in partial_entries
	manifest.differences == tc.want with input as {"packages": [owned([tc.entry])], "files": {"/x": file}}
}

test_places if {
	document := {
		"packages": [owned([entry, object.union(entry, {"path": "/y"}), object.union(entry, {"size": 8})]), owned([entry])],
		"files": {"/x": file},
	}
	manifest.differences == {0: {1: "missing", 2: "changed"}} with input as document
}
