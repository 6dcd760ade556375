package pratique.lib.programs_test

import data.pratique.lib.programs

names := {"apt-get": "apt", "pip": "pip", "pip3.11": "pip", "yum": "dnf", "wget2": "wget", "yarnpkg": "yarn"}

test_family[name] if {
	some name, want in names
	programs.family(name) == want
}

test_no_family if {
	every name in ["pipenv", "aptx", "", "sh"] {
		not programs.family(name)
	}
}

# Whatever a name leads to has a table to read by.
test_table if {
	every family in {family | some family in programs.families} | {"pip"} {
		is_string(programs.table[family].short)
		is_set(programs.table[family].long)
	}
}
