package boundedfile_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/pratique-dev/pratique/internal/boundedfile"
)

func TestRead(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(path, []byte("1234"), 0o600); err != nil {
		t.Fatal(err)
	}
	for limit, want := range map[int64]error{5: nil, 4: nil, 3: boundedfile.ErrTooLong, 0: boundedfile.ErrTooLong} {
		text, err := boundedfile.Read(path, limit)
		if !errors.Is(err, want) || want == nil && string(text) != "1234" {
			t.Errorf("limit %d: got %q, %v, want %v", limit, text, err, want)
		}
	}
	if _, err := boundedfile.Read(path+"x", 1); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want %v", err, fs.ErrNotExist)
	}
}
