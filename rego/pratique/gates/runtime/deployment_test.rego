package pratique.gates.runtime.deployment_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.deployment

findings(check, document) := results if {
	results := deployment.findings(fixture.rule("runtime", "deployment"), {"check": check}) with input as document
}

# A container without a name has its pointer.
test_location if {
	[fires, unknown] := findings("pinned", {"containers": [{}, {"image_ref": "x"}]})
	fires.location == {"pointer": "/containers/1"}
	unknown.unknown.location == {"pointer": "/containers/0"}
	unknown.unknown.needs == ["containers: image_ref of unnamed container is not known"]
}

test_no_such_check if not findings("nothing", {"containers": []})
