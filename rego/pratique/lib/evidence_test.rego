package pratique.lib.evidence_test

import data.pratique.lib.evidence

# METADATA
# description: Evidence that nothing stands against, and what differs from it.
item(changes) := object.union(
	{
		"tool": "lynis",
		"file": "report.dat",
		"subject": {"kind": "host", "name": "a"},
		"finished_at": "2026-03-01T12:00:00Z",
		"expires_at": "2026-03-31T12:00:00Z",
		"complete": true,
		"problems": [],
		"results": [{"id": "A", "status": "pass"}],
	},
	changes,
)

now := {"evaluated_at": "2026-03-15T12:00:00Z"}

cases := {
	"sound": [{}, []],
	"of the image": [{"subject": {"kind": "image", "judged": true}}, []],
	"of the image, as somebody says": [{"subject": {"kind": "image", "asserted": true}}, []],
	"of an image": [{"subject": {"kind": "image", "judged": null}}, ["nobody knows what lynis (report.dat) is of"]],
	"of something": [{"subject": {"kind": "unknown"}}, ["nobody knows what lynis (report.dat) is of"]],
	"of another host": [{"subject": {"kind": "host", "judged": false}}, ["lynis (report.dat) is of something else"]],
	"stale": [
		{"expires_at": "2026-03-15T12:00:00Z"},
		["lynis (report.dat) is stale: it was made at 2026-03-01T12:00:00Z"],
	],
	"stale by default": [
		{"expires_at": null, "finished_at": "2026-02-13T12:00:00Z", "file": ""},
		["lynis is stale: it was made at 2026-02-13T12:00:00Z"],
	],
	"not stale by default": [{"expires_at": null}, []],
	"undated": [{"expires_at": null, "finished_at": null}, ["lynis (report.dat) does not say when it was made"]],
	"from the future": [
		{"finished_at": "2026-03-17T12:00:01Z"},
		["lynis (report.dat) has a date that is no time or lies in the future: 2026-03-17T12:00:01Z"],
	],
	"a clock that is fast": [{"finished_at": "2026-03-15T20:00:00Z"}, []],
	"no time": [
		{"finished_at": "yesterday"},
		["lynis (report.dat) has a date that is no time or lies in the future: yesterday"],
	],
	"cut short": [
		{"complete": false, "problems": ["it was interrupted", "a count differs"]},
		["lynis (report.dat) is incomplete: it was interrupted; a count differs"],
	],
	"unknown whether it is complete": [{"complete": null}, ["lynis (report.dat) may be incomplete"]],
	"nothing applied": [
		{"results": [{"id": "A", "status": "not_applicable"}]},
		["nothing of the profile applied in lynis (report.dat)"],
	],
	"empty": [{"results": []}, ["nothing of the profile applied in lynis (report.dat)"]],
}

test_doubts[name] if {
	some name, [changes, want] in cases
	evidence.doubts(item(changes)) == want with input as now
}

test_doubts_of_failures if {
	evidence.doubts_of_failures(item({"complete": false, "results": []})) == [] with input as now
	count(evidence.doubts_of_failures(item({"finished_at": null, "expires_at": null}))) == 1 with input as now
}

test_days if {
	evidence.days(item({})) == 14 with input as now
	not evidence.days(item({"finished_at": null})) with input as now
}
