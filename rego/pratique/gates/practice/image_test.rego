package pratique.gates.practice.image_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.practice.image

findings(check, document) := results if {
	results := image.findings(fixture.rule("practice", "image"), {"check": check}) with input as document
}

test_finding if {
	[result] := findings("latest_tag", {"image": {"tag": "latest"}})
	result.location == null
}

test_no_such_check if not findings("nothing", {})
