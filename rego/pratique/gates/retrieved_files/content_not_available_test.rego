package pratique.gates.retrieved_files.content_not_available_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.retrieved_files.content_not_available

record := fixture.rule("retrieved_files", "content_not_available")

missing := fixture.fired(record, "Cannot locate file in the image analysis", "013ff87ce9b12826800438355925acd3", null)

cases := {
	"absent": {"document": {}, "want": [missing, missing]},
	"null": {"document": {"retrieved_files": null}, "want": [missing, missing]},
	"empty": {"document": {"retrieved_files": {}}, "want": [missing, missing]},
	"another": {"document": {"retrieved_files": {"/b": {"content": "", "encoding": "utf-8"}}}, "want": [missing]},
	"there": {"document": {"retrieved_files": {"/a": {"content": "", "encoding": "utf-8"}}}, "want": []},
	"there, not UTF-8": {"document": {"retrieved_files": {"/a": {"content": "/w==", "encoding": "base64"}}}, "want": []},
}

test_findings[name] if {
	some name, tc in cases
	content_not_available.findings(record, {"path": "/a"}) == tc.want with input as tc.document
}

test_incomplete if not content_not_available.findings(record, {})
