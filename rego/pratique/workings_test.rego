package pratique_test

import data.pratique
import data.pratique.fixture_test as fixture

# The policies and whitelists that took part, and which item suppressed what.
test_workings if {
	got := pratique.workings with data.pratique.bundle as fixture.bundle({})
		with data.pratique.policies as {"p1": fixture.policy("p1", [{"fires": ["a"]}])}
		with data.pratique.whitelists as {}
		with input as fixture.document
	got == {"policies": ["p1"], "whitelists": [], "matches": {"files": {}}}
}
