package jsonread_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

func TestExact(t *testing.T) {
	t.Parallel()
	type item struct {
		Name string `json:"name"`
	}
	type file struct {
		Items []item          `json:"items"`
		ByKey map[string]item `json:"by_key"`
		One   *item           `json:"one"`
		Raw   any             `json:"raw"`
	}
	var got file
	if err := jsonread.Exact([]byte(`{"items":[{"name":"a","Name":"b"},{"NAME":"c"}],"Items":[],"by_key":{"k":{"name":"x","name":"y"}},"one":{"nAme":"z"},"raw":{"Name":1}}`), &got); err != nil {
		t.Fatal(err)
	}
	want := file{Items: []item{{"a"}, {""}}, ByKey: map[string]item{"k": {"y"}}, One: &item{}, Raw: map[string]any{"Name": 1.0}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []string{``, `{"items":{}}`, `{"items":[1]}`} {
		if err := jsonread.Exact([]byte(bad), &file{}); err == nil {
			t.Errorf("%s: got no error", bad)
		}
	}
}
