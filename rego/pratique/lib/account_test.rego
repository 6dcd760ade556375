package pratique.lib.account_test

import data.pratique.dockerfile_fixture_test as given
import data.pratique.lib.account

# What stands there -> the user, its name, whether it is root.
users := {
	"root": {"input": given.configured({"User": "root"}), "want": ["root", "root", true]},
	"a number": {"input": given.configured({"User": "0:app"}), "want": ["0:app", "0", true]},
	"a number as Go reads it": {"input": given.configured({"User": "-00"}), "want": ["-00", "-00", true]},
	"none": {"input": given.configured({}), "want": ["", "", true]},
	"blanks": {"input": given.configured({"User": " app "}), "want": ["app", "app", false]},
	"ten": {"input": given.configured({"User": "10"}), "want": ["10", "10", false]},
	"quoted": {"input": given.dockerfile([["USER", `'app:x'`]]), "want": ["app:x", "app", false]},
	"the last": {"input": given.dockerfile([["USER", "a"], ["USER", "b"]]), "want": ["b", "b", false]},
	"none in the Dockerfile": {"input": given.dockerfile([]), "want": ["", "", true]},
}

test_user[name] if {
	some name, tc in users
	[account.user, account.name, count([true | account.is_root]) == 1] == tc.want with input as tc.input
}

test_location if {
	account.location.start_line == 3 with input as given.dockerfile([["USER", "a"], ["USER", "b"]])
	account.location == null with input as given.configured({"User": "a"})
}

# Of a Dockerfile that could not be read nobody can tell.
test_unread if {
	not account.user with input as given.unread
	not account.is_root with input as given.unread
}
