//go:build unix

package registryhttp

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
)

// withDocker sets a Docker configuration and helper programs, each a shell script.
func withDocker(t *testing.T, config string, helpers map[string]string) {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("DOCKER_CONFIG", dir)
	if err := os.WriteFile(filepath.Join(dir, "config.json"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	for helper, script := range helpers {
		if err := os.WriteFile(filepath.Join(dir, "docker-credential-"+helper), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
}

func TestKeychain(t *testing.T) {
	tests := []struct {
		name, config string
		helpers      map[string]string
		want         authn.AuthConfig
		err          string
	}{
		{name: "none", config: `{}`},
		{name: "in the file", config: `{"auths": {"r.example": {"auth": "dTpw"}}}`, want: authn.AuthConfig{Username: "u", Password: "p"}},
		{name: "of another", config: `{"auths": {"other.example": {"auth": "dTpw"}}}`},
		{name: "a helper", config: `{"credHelpers": {"r.example": "h"}}`, helpers: map[string]string{"h": `cat >/dev/null; echo '{"Username": "a", "Secret": "b"}'`}, want: authn.AuthConfig{Username: "a", Password: "b"}},
		{name: "a token", config: `{"credsStore": "h"}`, helpers: map[string]string{"h": `cat >/dev/null; echo '{"Username": "<token>", "Secret": "b"}'`}, want: authn.AuthConfig{IdentityToken: "b"}},
		{name: "a helper that has none", config: `{"credsStore": "h"}`, helpers: map[string]string{"h": `echo credentials not found in native keychain; exit 1`}},
		{name: "a helper that fails", config: `{"credsStore": "h"}`, helpers: map[string]string{"h": `exit 3`}, err: "asking the credential helper docker-credential-h for r.example"},
		{name: "no such helper", config: `{"credsStore": "gone"}`, err: "asking the credential helper docker-credential-gone for r.example"},
		{name: "no JSON", config: `{`, err: "reading the registry credentials"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			withDocker(t, test.config, test.helpers)
			repository, err := name.NewRepository("r.example/a/b")
			if err != nil {
				t.Fatal(err)
			}
			auth, err := Keychain{}.ResolveContext(t.Context(), repository.Registry)
			if test.err != "" {
				if err == nil || !strings.Contains(err.Error(), test.err) {
					t.Errorf("got %v, want … %s", err, test.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			got, err := auth.Authorization()
			if err != nil || *got != test.want {
				t.Errorf("got %+v, %v, want %+v", got, err, test.want)
			}
		})
	}
}

// TestKeychainEnds holds that a helper that hangs ends with the context, and what it started too.
func TestKeychainEnds(t *testing.T) {
	withDocker(t, `{"credsStore": "h"}`, map[string]string{"h": "sleep 60"})
	repository, err := name.NewRepository("r.example/a/b")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	begun := time.Now()
	if _, err := (Keychain{}).ResolveContext(ctx, repository.Registry); err == nil {
		t.Error("want an error")
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
}
