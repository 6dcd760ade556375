// Ownimage writes the OCI layout of the tool's own image, without an engine: the same binaries, certificates
// and time give the same bytes.
//
//	go run ./internal/ownimage -o DIR -version V -binary linux/amd64=FILE -binary linux/arm64=FILE
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"
)

func main() {
	if err := command(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "ownimage: %v\n", err)
		os.Exit(2)
	}
}

func command(ctx context.Context, args []string) error {
	o := options{binaries: map[string]string{}}
	var epoch int64
	flags := flag.NewFlagSet("ownimage", flag.ContinueOnError)
	flags.StringVar(&o.dir, "o", "", "`DIRECTORY` of the layout, which must not exist")
	flags.StringVar(&o.version, "version", "dev", "`VERSION` of the tool, also the image's tag")
	flags.StringVar(&o.revision, "revision", "", "`COMMIT` that it was built from")
	flags.StringVar(&o.certificates, "certificates", "/etc/ssl/certs/ca-certificates.crt", "PEM `FILE` of the certificates of registries")
	flags.Int64Var(&epoch, "epoch", 0, "time of the image, `SECONDS` since 1970, such as the commit's")
	flags.Func("binary", "`OS/ARCH=FILE`, a static binary; repeatable", func(text string) error {
		platform, file, ok := strings.Cut(text, "=")
		if !ok || strings.Count(platform, "/") != 1 || o.binaries[platform] != "" {
			return errors.New("expected OS/ARCH=FILE, each platform once")
		}
		o.binaries[platform] = file
		return nil
	})
	if err := flags.Parse(args); err != nil {
		return err
	}
	if o.dir == "" || len(o.binaries) == 0 || flags.NArg() > 0 {
		return errors.New("expected -o DIRECTORY and at least one -binary")
	}
	o.created = time.Unix(epoch, 0).UTC()
	digest, err := build(ctx, o)
	if err == nil {
		fmt.Fprintln(os.Stdout, digest)
	}
	return err
}
