package pratique.lib.wrappers_test

import data.pratique.lib.wrappers

# The table is read as it is: each entry has all of the keys, with their types.
test_table[name] if {
	some name, entry in wrappers.table
	object.keys(entry) == {"short", "long", "verb", "operands", "assignments", "scripts", "asks"}
	is_string(entry.short)
	is_set(entry.long)
	is_string(entry.verb)
	entry.operands >= 0
	is_boolean(entry.assignments)
	is_set(entry.scripts)
	is_set(entry.asks)
}
