package pratique.lib.files_test

import data.pratique.lib.files

cases := {"absent": {}, "null": {"files": null}, "empty": {"files": {}}}

test_paths_of_none[name] if {
	some name, document in cases
	files.paths == set() with input as document
	files.location("/a") == {"path": "/a"} with input as document
}

test_paths if {
	document := {"files": {"/b": {"layer": 0}, "/a": {}}}
	files.paths == {"/a", "/b"} with input as document
	files.location("/a") == {"path": "/a"} with input as document
	files.location("/b") == {"path": "/b", "layer": 0} with input as document
}
