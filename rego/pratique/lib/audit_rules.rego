# METADATA
# title: The audit rules of the host
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.audit_rules

# METADATA
# title: One of the files is watched
watch(paths) if {
	some line in input.host.audit_rules
	regex.match(
		sprintf(`(?:^|\s)(?:-w\s+|-F\s+(?:path|dir)=)(?:%s)/?(?:\s|$)`, [concat("|", [_quoted(path) | some path in paths])]),
		line,
	)
}

# METADATA
# title: A rule is about every program that is run
watch_all if {
	some line in input.host.audit_rules
	regex.match(`\s-S\s+(?:\S+,)?(?:execve|all)(?:[,\s]|$)`, line)
}

_quoted(path) := regex.replace(path, `([.+*?()\[\]{}|^$\\])`, `\$1`)
