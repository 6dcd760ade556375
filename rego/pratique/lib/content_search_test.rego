package pratique.lib.content_search_test

import data.pratique.lib.content_search

cases := {
	"name": {"match": {"name": "KEY", "regex": "a=b"}, "want": ["KEY=a=b", "KEY", "a=b"]},
	"name with an equals sign": {"match": {"name": "a=b", "regex": "c=d"}, "want": ["a=b=c=d", "a", "b=c=d"]},
	"empty name": {"match": {"name": "", "regex": "x"}, "want": ["=x", "", "x"]},
	"empty expression": {"match": {"name": "N", "regex": ""}, "want": ["N=", "N", ""]},
	"null": {"match": {"name": null, "regex": "x"}, "want": ["x", "", "x"]},
	"absent": {"match": {"regex": "x"}, "want": ["x", "", "x"]},
	"torn apart": {"match": {"name": null, "regex": "é=é=."}, "want": ["é=é=.", "é", "é=."]},
}

test_text[name] if {
	some name, tc in cases
	text := content_search.text(tc.match)
	[text, content_search.name(text), content_search.expression(text)] == tc.want
}
