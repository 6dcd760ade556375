package layer_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/internal/layer"
)

// texts is a codec whose facts are texts and that keeps no contents.
func texts() layer.Codec {
	return layer.Codec{
		MarshalFacts:      func(_ string, facts any) ([]byte, error) { return []byte(facts.(string)), nil },
		UnmarshalFacts:    func(_ string, data []byte) (any, error) { return string(data), nil },
		MarshalContents:   func(*layer.Entry) ([]byte, error) { return nil, nil },
		UnmarshalContents: func(*layer.Entry, []byte) error { return nil },
	}
}

func someRecords() *layer.Records {
	return &layer.Records{
		Digest: "sha256:aa", DiffID: "sha256:bb", StoredSize: 5, Size: 1 << 40,
		Entries: []layer.Entry{
			{Path: "", Kind: layer.Dir, Mode: 0o755},
			{Path: "usr/bin/a", Mode: 0o4755, UID: 1000, GID: -1, Size: 7, Capabilities: "cap_net_raw=ep", PAX: 30, Binary: true},
			{Path: "usr/bin/b\xff", Kind: layer.Symlink, Link: "../x"},
			{Path: "usr/c", Sums: layer.Sums{SHA256: "00ff", MD5: "12"}, Facts: map[string]any{"x": "1", "y": ""}},
			{Path: "etc", Kind: layer.Whiteout},
		},
	}
}

func TestMarshal(t *testing.T) {
	t.Parallel()
	want := someRecords()
	text, err := want.Marshal(texts())
	if err != nil {
		t.Fatal(err)
	}
	again, err := want.Marshal(texts())
	if err != nil || !bytes.Equal(text, again) {
		t.Errorf("written twice it differs: %v", err)
	}
	got, err := layer.Unmarshal(text, texts())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for i := range text {
		if _, err := layer.Unmarshal(text[:i], texts()); err == nil {
			t.Errorf("cut at %d: want an error", i)
		}
	}
	if _, err := layer.Unmarshal(append(text, 0), texts()); err == nil {
		t.Error("with more behind it: want an error")
	}
}

// FuzzUnmarshal reads anything, and holds that what it can read it can write.
func FuzzUnmarshal(f *testing.F) {
	text, err := someRecords().Marshal(texts())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		records, err := layer.Unmarshal(data, texts())
		if err != nil {
			return
		}
		text, err := records.Marshal(texts())
		if err != nil {
			t.Fatal(err)
		}
		again, err := layer.Unmarshal(text, texts())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(records, again); diff != "" {
			t.Errorf("-read +again:\n%s", diff)
		}
	})
}
