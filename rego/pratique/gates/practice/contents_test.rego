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
	said(list) == ["Packages of type APKG (2): musl 1.2-r2, zlib 1", "Packages of type gem (1): rack 3"]
}

test_nothing if said([]) == []

separate_findings(document) := results if {
	params := {}
	results := contents.findings(fixture.rule("practice", "contents"), params) with input as document
}

several := {"packages": [{"name": "a", "version": "1", "type": "apkg"}, {"name": "b", "version": "1", "type": "npm"}]}

# Findings that one may want to except separately have trigger ids of their own, which stay where lines move.
test_trigger_ids if {
	results := separate_findings(several)
	fixture.ids(results) == ["7ba5c9030471544c04047d32207e9467", "5b2d5f0a7a91f17c4f024f2029a41484"]
	fixture.separate(results)
	fixture.same_ids(results, separate_findings(fixture.moved(several)))
}
