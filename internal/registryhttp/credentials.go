package registryhttp

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/docker/cli/cli/config"
	"github.com/docker/cli/cli/config/configfile"
	"github.com/docker/docker-credential-helpers/client"
	"github.com/docker/docker-credential-helpers/credentials"
	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
)

// helperTime is how long a credential helper may take; some ask a person.
const helperTime = 60 * time.Second

// Keychain finds credentials where Docker and Podman keep them, as go-containerregistry's
// DefaultKeychain does. Unlike that one it ends a helper program that does not answer, with the
// context or after a minute: a helper that hangs would outlive us.
type Keychain struct{}

// Resolve implements [authn.Keychain].
func (k Keychain) Resolve(target authn.Resource) (authn.Authenticator, error) {
	return k.ResolveContext(context.Background(), target)
}

// ResolveContext implements [authn.ContextKeychain].
func (Keychain) ResolveContext(ctx context.Context, target authn.Resource) (authn.Authenticator, error) {
	file, err := configuration()
	if err != nil {
		return nil, fmt.Errorf("reading the registry credentials: %w", err)
	}
	if file == nil {
		return authn.Anonymous, nil
	}
	for _, key := range []string{target.String(), target.RegistryStr()} {
		if key == name.DefaultRegistry {
			key = authn.DefaultAuthKey
		}
		auth, err := lookup(ctx, file, key)
		if err != nil {
			return nil, err
		}
		if auth != (authn.AuthConfig{}) {
			return authn.FromConfig(auth), nil
		}
	}
	return authn.Anonymous, nil
}

// configuration is the file of credentials, nil where there is none.
func configuration() (*configfile.ConfigFile, error) {
	home, _ := os.UserHomeDir()
	docker := os.Getenv("DOCKER_CONFIG")
	if home != "" && isFile(filepath.Join(home, ".docker", "config.json")) || docker != "" && isFile(filepath.Join(docker, "config.json")) {
		return config.Load(docker)
	}
	for _, path := range []string{
		os.Getenv("REGISTRY_AUTH_FILE"),
		below(os.Getenv("XDG_RUNTIME_DIR"), "containers/auth.json"),
		below(os.Getenv("XDG_CONFIG_HOME"), "containers/auth.json"),
		below(home, ".config/containers/auth.json"),
	} {
		if path == "" || !isFile(path) {
			continue
		}
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return config.LoadFromReader(f)
	}
	return nil, nil
}

func below(dir, path string) string {
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, filepath.FromSlash(path))
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// lookup is what a file, or the helper that it names, has for one registry.
func lookup(ctx context.Context, file *configfile.ConfigFile, key string) (authn.AuthConfig, error) {
	helper := file.CredentialsStore
	if own := file.CredentialHelpers[strings.TrimSuffix(strings.TrimPrefix(key, "https://"), "/v1/")]; own != "" {
		helper = own
	} else if own := file.CredentialHelpers[key]; own != "" {
		helper = own
	}
	if helper == "" {
		found, err := file.GetAuthConfig(key)
		if err != nil {
			return authn.AuthConfig{}, fmt.Errorf("reading the registry credentials of %s: %w", key, err)
		}
		return authn.AuthConfig{
			Username: found.Username, Password: found.Password, Auth: found.Auth,
			IdentityToken: found.IdentityToken, RegistryToken: found.RegistryToken,
		}, nil
	}
	ctx, cancel := context.WithTimeoutCause(ctx, helperTime, fmt.Errorf("it has not answered within %s", helperTime))
	defer cancel()
	found, err := client.Get(func(arguments ...string) client.Program { return program(ctx, helper, arguments) }, key)
	switch {
	case ctx.Err() != nil:
		return authn.AuthConfig{}, fmt.Errorf("asking the credential helper docker-credential-%s for %s: %w", helper, key, context.Cause(ctx))
	case credentials.IsErrCredentialsNotFound(err):
		return authn.AuthConfig{}, nil
	case err != nil:
		return authn.AuthConfig{}, fmt.Errorf("asking the credential helper docker-credential-%s for %s: %w", helper, key, err)
	}
	if found.Username == "<token>" { // the helper protocol's way to give an identity token
		return authn.AuthConfig{IdentityToken: found.Secret}, nil
	}
	return authn.AuthConfig{Username: found.Username, Password: found.Secret}, nil
}

// helperProgram is a credential helper that ends with a context.
type helperProgram struct{ command *exec.Cmd }

func program(ctx context.Context, helper string, arguments []string) client.Program {
	command := exec.CommandContext(ctx, "docker-credential-"+filepath.Base(helper), arguments...)
	command.WaitDelay = time.Second // what it has started may keep its output open
	command.Stderr = os.Stderr
	group(command)
	return helperProgram{command}
}

// Output implements [client.Program].
func (p helperProgram) Output() ([]byte, error) { return p.command.Output() }

// Input implements [client.Program].
func (p helperProgram) Input(in io.Reader) { p.command.Stdin = in }
