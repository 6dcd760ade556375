package main

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/pratique-dev/pratique/internal/e2e"
	"github.com/pratique-dev/pratique/internal/testimage"
	"github.com/pratique-dev/pratique/internal/testimage/webshop"
)

var update = flag.Bool("update", false, "write what the commands print into the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"pratique": main})
}

// TestScripts runs the command as a process and compares standard output,
// standard error and exit code. A script has, beside testscript's commands,
//
//	exit CODE ARGS…    runs pratique with ARGS and demands the exit code
//	truncate FILE N    cuts a file to its first N bytes
//	registry           starts a registry in memory, whose address is $REGISTRY
//	push LAYOUT NAME   puts the first image of an OCI layout into it
//	pushdir DIR NAME   puts an image with the files of a directory into it
//	keys NAME…         writes new keys, NAME.key and NAME.pub
//	sign FORM KEY NAME signs an image of the registry: as cosign, bundle, provenance, keyless or notation. KEY is of
//	                   "keys", but for the last two, which write KEY.root.json and KEY.store of a new authority.
//	                   notation lasts for 2 seconds where KEY is "brief"
//	attest TYPE FILE KEY NAME attests the JSON of a file, as cosign attest does
//
// $OPA and $CONFTEST are the stock ones, $ROOT the project's own directory.
func TestScripts(t *testing.T) {
	t.Parallel()
	root, opa, conftest := e2e.Root(t), e2e.Binary(t, "opa"), e2e.Binary(t, "conftest")
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exit":     exit,
			"truncate": truncate,
			"registry": startRegistry,
			"push":     push,
			"pushdir":  pushDirectory,
			"keys":     writeKeys,
			"sign":     sign,
			"attest":   attest,
		},
		Setup: func(env *testscript.Env) error {
			env.Setenv("ROOT", root)
			env.Setenv("OPA", opa)
			env.Setenv("CONFTEST", conftest)
			env.Setenv("CLICOLOR_FORCE", "")
			return images(env.WorkDir, root)
		},
	})
}

// removed is an image whose first layer brings a key that the second one removes.
func removed() *testimage.Builder {
	key := "-----BEGIN RSA PRIVATE KEY-----\n" + strings.Repeat("Q7", 20) + "\n-----END RSA PRIVATE KEY-----\n"
	return testimage.New().Reference("acme/removed:1").
		Layer(testimage.WithParents(testimage.File("/srv/deploy.pem", key), testimage.File("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n"))...).
		Layer(testimage.File("/srv/.wh.deploy.pem", ""))
}

func write(image *testimage.Builder, path string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := image.Archive(file); err != nil {
		return err
	}
	return file.Close()
}

// images puts the demonstration image and its Dockerfile into the script's directory, and
// removed as an archive and a layout.
func images(dir, root string) error {
	if err := write(webshop.Image(), filepath.Join(dir, "webshop.tar")); err != nil {
		return err
	}
	if err := webshop.Image().OCI(filepath.Join(dir, "webshop.oci")); err != nil {
		return err
	}
	if err := write(removed(), filepath.Join(dir, "removed.tar")); err != nil {
		return err
	}
	if err := removed().OCI(filepath.Join(dir, "removed.oci")); err != nil {
		return err
	}
	dockerfile, err := os.ReadFile(filepath.Join(root, "testdata/demo/Dockerfile"))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "webshop.Dockerfile"), dockerfile, 0o600)
}

func exit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit CODE ARGS…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec("pratique", args[1:]...); err != nil {
		exit, ok := err.(interface{ ExitCode() int })
		if !ok {
			ts.Fatalf("running pratique: %v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func truncate(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: truncate FILE N")
	}
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), size))
}
