package pratique.lib.licenses_test

import data.pratique.lib.licenses

none := {"absent": {}, "null": {"packages": null}, "empty": {"packages": []}}

test_none[name] if {
	some name, document in none
	licenses.pairs == [] with input as document
}

test_pairs if {
	document := {"packages": [
		{"name": "z", "version": "1", "type": "npm", "license": "MIT"},
		{"name": "a", "version": "1", "type": "npm", "license": " Apache\tLicense\u00a02.0 MIT MIT "},
		{"name": "b", "version": "1", "type": "npm", "license": null},
		{"name": "c", "version": "1", "type": "npm"},
		{"name": "d", "version": "1", "type": "npm", "license": ""},
	]}
	want := [
		["a", "Apache"],
		["a", "License"],
		["a", "2.0"],
		["a", "MIT"],
		["a", "MIT"],
		["b", "N/A"],
		["c", "N/A"],
		["z", "MIT"],
	]
	licenses.pairs == want with input as document
}

test_list if licenses.list([["a", "MIT"], ["b", "(MIT"]]) == "a(MIT), b((MIT)"
