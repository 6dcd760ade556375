package pratique.gates.practice.contents_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.contents

said(list) := fixture.messages(results) if {
	results := contents.findings(fixture.rule("practice", "contents"), {}) with input as {"packages": list}
}

test_contents if {
	list := [
		{"name": "rack", "version": "3", "type": "gem"},
		{"name": "zlib", "version": "1", "type": "apkg"},
		{"name": "musl", "version": "1.2", "release": "r2", "type": "apkg"},
	]
	said(list) == ["Packages of the type APKG (2): musl 1.2-r2, zlib 1", "Packages of the type gem (1): rack 3"]
}

test_nothing if said([]) == []
