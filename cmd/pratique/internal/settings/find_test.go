package settings

import (
	"os"
	"path/filepath"
	"testing"
)

func TestFind(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		files []string // a name that ends in / is a directory
		want  string
		error string
	}{
		{"none", []string{"repo/.git/", "repo/a/b/"}, "", ""},
		{"here", []string{"repo/.git/", "repo/a/b/.pratique.yaml", "repo/a/.pratique.yaml"}, "repo/a/b/.pratique.yaml", ""},
		{"above", []string{"repo/.git/", "repo/a/b/", "repo/a/.pratique.yaml", "repo/.pratique.yaml"}, "repo/a/.pratique.yaml", ""},
		{"at the root", []string{"repo/.git/", "repo/a/b/", "repo/.pratique.yaml"}, "repo/.pratique.yaml", ""},
		{"a work tree's .git is a file", []string{"repo/.git", "repo/a/b/", "repo/.pratique.yaml"}, "repo/.pratique.yaml", ""},
		{"not above the root", []string{"repo/.git/", "repo/a/b/", ".pratique.yaml"}, "", ""},
		{"not above where there is no repository", []string{"repo/a/b/", "repo/a/.pratique.yaml"}, "", ""},
		{"home", []string{"repo/.git/", "repo/a/b/", "home/pratique/config.yaml"}, "home/pratique/config.yaml", ""},
		{"home last", []string{"repo/.git/", "repo/a/b/", "repo/.pratique.yaml", "home/pratique/config.yaml"}, "repo/.pratique.yaml", ""},
		{"another ending", []string{"repo/.git/", "repo/a/b/.pratique.yml"}, "", "repo/a/b/.pratique.yml is not read; the name is .pratique.yaml"},
		{"both endings", []string{"repo/.git/", "repo/a/b/.pratique.yml", "repo/a/b/.pratique.yaml"}, "repo/a/b/.pratique.yaml", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			for _, file := range test.files {
				path := filepath.Join(root, file)
				if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
					t.Fatal(err)
				}
				if file[len(file)-1] == '/' {
					if err := os.MkdirAll(path, 0o700); err != nil {
						t.Fatal(err)
					}
				} else if err := os.WriteFile(path, nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			got, err := Find(filepath.Join(root, "repo/a/b"), filepath.Join(root, "home"))
			if test.error != "" {
				want := "reading settings: " + filepath.Join(root, test.error)
				if err == nil || err.Error() != want {
					t.Fatalf("got error %v, want %s", err, want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			want := test.want
			if want != "" {
				want = filepath.Join(root, want)
			}
			if got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}
