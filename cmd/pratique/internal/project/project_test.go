package project_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/cmd/pratique/internal/project"
)

const pod = "apiVersion: v1\nkind: Pod\nspec: {containers: [{image: a}]}\n"

// put writes the files into a new directory.
func put(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestKindOf(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       project.Kind
	}{
		{"Dockerfile", "", project.Dockerfile},
		{"Dockerfile.prod", "", project.Dockerfile},
		{"web.dockerfile", "", project.Dockerfile},
		{"Containerfile", "", project.Dockerfile},
		{"Dockerfile.dockerignore", "", project.Other},
		{"build", "# syntax=docker/dockerfile:1\nARG A=1\n\nfrom --platform=linux/amd64 a as b\n", project.Dockerfile},
		{"letter.txt", "From the start it was clear.\n", project.Other},
		{"compose.yaml", "", project.Compose},
		{"docker-compose.prod.yml", "services: [", project.Compose},
		{"stack.yaml", "services: {web: {image: a}}\n", project.Compose},
		{"stack.yml", "services:\n  web:\n    build: .\n", project.Compose},
		{"pipeline.yml", "services:\n  - docker:dind\n", project.Other},
		{"pipeline2.yml", "services: {db: {port: 5432}}\n", project.Other},
		{"pod.yaml", pod, project.Manifests},
		{"pod.json", `{"apiVersion": "v1", "kind": "Pod"}`, project.Manifests},
		{"compose.json", `{"services": {"web": {"image": "a"}}}`, project.Compose},
		{"inspect.json", `[{"Config": {}, "HostConfig": {}}]`, project.Inspect},
		{"package.json", `{"name": "x", "services": {}}`, project.Other},
		{"list.json", `[1]`, project.Other},
		{"openapi.yaml", "kind: x\n", project.Other},
		{"empty.yaml", "", project.Other},
	}
	for _, test := range tests {
		path := filepath.Join(put(t, map[string]string{test.name: test.text}), test.name)
		if got, err := project.KindOf(path); err != nil || got != test.want {
			t.Errorf("%s: got %s, %v, want %s", test.name, got, err, test.want)
		}
	}
	path := filepath.Join(put(t, map[string]string{"pod.yaml": "apiVersion: v1\nkind: Pod\n{{ if .Values.x }}\n"}), "pod.yaml")
	if got, err := project.KindOf(path); err == nil || !strings.Contains(err.Error(), "template") {
		t.Errorf("a template: got %s, %v", got, err)
	}
	if _, err := project.KindOf(path + ".none"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: got %v", err)
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	dir := put(t, map[string]string{
		"Dockerfile": "", "b/compose.yml": "", "b/pod.yaml": pod, "b/service.yaml": "kind: Service\napiVersion: v1\n",
		"b/mixed.yaml": "apiVersion: v1\nkind: Service\n---\n" + pod, "b/unknown.yaml": "apiVersion: x/v1\nkind: Rollout\n",
		".git/Dockerfile": "", "vendor/a/Dockerfile": "", "readme.md": "FROM a\n", "data.json": `{"a": 1}`, "Dockerfile.j2": "",
		"large.yaml": "apiVersion: v1\n" + strings.Repeat("#", 4<<20),
	})
	if err := os.Symlink(dir, filepath.Join(dir, "b", "Dockerfile.around")); err != nil {
		t.Fatal(err)
	}
	found, err := project.Find(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range found.Files {
		relative, _ := filepath.Rel(dir, f.Path)
		got = append(got, filepath.ToSlash(relative)+" "+f.Kind.String())
	}
	for _, p := range found.PassedOver {
		relative, _ := filepath.Rel(dir, p.Path)
		got = append(got, filepath.ToSlash(relative)+": "+p.Why)
	}
	want := []string{
		"Dockerfile Dockerfile", "b/compose.yml compose file", "b/mixed.yaml Kubernetes manifests", "b/pod.yaml Kubernetes manifests", "b/unknown.yaml Kubernetes manifests",
		".git: version control", "Dockerfile.j2: a template of a Dockerfile", "b/Dockerfile.around: not a regular file", "b/service.yaml: no container in it (Service)",
		"large.yaml: larger than 4 MB", "vendor: dependencies",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("found (-want +got):\n%s", diff)
	}
	if _, err := project.Find(t.Context(), filepath.Join(dir, "none")); err == nil {
		t.Error("no directory: got no error")
	}
}

// FuzzKindOf holds that no text hurts, and that what is a kind has a name.
func FuzzKindOf(f *testing.F) {
	for _, text := range []string{"FROM a\n", pod, "services: {a: {image: b}}", `[{"HostConfig": {}, "Config": {}}]`, "services: &a {b: *a}"} {
		f.Add(text)
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(dir, "x")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if kind, err := project.KindOf(path); err == nil && kind.String() == "" {
			t.Errorf("kind %d has no name", kind)
		}
	})
}
