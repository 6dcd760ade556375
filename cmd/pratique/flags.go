package main

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/bundles"
	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/source"
)

// bundleFlags are those of verbs that judge by a bundle.
func bundleFlags() []cli.Flag { return append(translatedFlags(), policyFlags()...) }

// translatedFlags are those of verbs that translate a bundle.
func translatedFlags() []cli.Flag {
	return append([]cli.Flag{
		&cli.StringFlag{Name: "bundle", Aliases: []string{"b"}, Value: "default", Usage: strings.Join(evaluate.BundleKinds(), ", ") + " (" + strings.Join(bundles.Names(), ", ") + ")"},
		&cli.BoolFlag{Name: "allow-deprecated", Usage: "skip rules of end-of-life gates with a warning instead of refusing the bundle"},
		&cli.BoolFlag{Name: "strict", Usage: "refuse what Anchore's API refuses instead of repairing it with warnings"},
		&cli.StringFlag{Name: "compat", Usage: "`anchore`: read bundle and Dockerfile exactly as Anchore Engine does when it evaluates"},
	}, append(ownFlags(), parameterFlags()...)...)
}

// ownFlags are those of Rego beside a bundle.
func ownFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "policy", Aliases: []string{"p"}, Usage: "custom Rego policy (`FILE` or directory), for rules of gate rego and for deny and warn; repeatable"},
		&cli.StringSliceFlag{Name: "data", Aliases: []string{"d"}, Usage: "JSON or YAML data for custom Rego (`FILE` or directory), as with opa and conftest; repeatable"},
		&cli.StringSliceFlag{Name: "namespace", Usage: "`PACKAGE` whose deny, violation and warn rules apply to every image, instead of main; repeatable"},
	}
}

// imageHelp says what an IMAGE is: the rows of the table of sources.
func imageHelp() string {
	list := []string{"IMAGE is a reference (registry)"}
	for _, scheme := range source.Schemes() {
		list = append(list, scheme.Usage()+" ("+scheme.Help+")")
	}
	return strings.Join(list, ",\n") + ",\nor - for an archive or an input document on standard input."
}

func sourceFlags() []cli.Flag {
	return append(cacheFlags(), []cli.Flag{
		&cli.StringSliceFlag{Name: "dockerfile", Aliases: []string{"D"}, Usage: "Dockerfile that the image was built from (`FILE`, - for standard input); repeatable without an image, to judge each alone"},
		&cli.StringSliceFlag{Name: "build-arg", Usage: "build argument of the Dockerfile (`NAME=VALUE`); repeatable"},
		&cli.StringFlag{Name: "target", Usage: "`STAGE` that the image was built from"},
		&cli.StringFlag{Name: "tag", Usage: "image name for mappings if the source has none (`REFERENCE`)"},
		&cli.StringSliceFlag{Name: "retrieve", Usage: "also extract the content of `PATH`; repeatable"},
		&cli.StringFlag{Name: "sbom", Usage: "SBOM `FILE` of the image: CycloneDX, SPDX or syft's JSON"},
		&cli.StringFlag{Name: "packages-from", Usage: "whose packages count: the `image`'s, those of the sbom (--sbom, or else one that the image has), or both: the image's, and how the two differ"},
		&cli.StringFlag{Name: "platform", Usage: "platform to pick from an index (`OS/ARCH[/VARIANT]`)"},
		&cli.StringFlag{Name: "username", Usage: "user name for the registry (default: from the Docker configuration)"},
		&cli.BoolFlag{Name: "password-stdin", Usage: "read the registry's password from standard input"},
		&cli.BoolFlag{Name: "insecure", Usage: "allow plain HTTP and unverified TLS to the registry"},
		&cli.StringFlag{Name: "ca-file", Usage: "certificates to trust (PEM `FILE`)"},
		&cli.BoolFlag{Name: "registry-facts", Usage: "look up what the image's tag (of a pulled image, or --tag) and its base images name in their registries now"},
		&cli.BoolFlag{Name: "allow-private-redirects", Usage: "let a registry with a public address redirect to a private one"},
		&cli.BoolFlag{Name: "offline", Usage: "fail instead of using the network"},
	}...)
}

// request is what the flags ask of one image or Dockerfile.
func (a *app) request(c *cli.Context, t task, f *found) (evaluate.Request, error) {
	options, err := a.extractOptions(c, t.image)
	if err == nil {
		err = t.read(a.stdin)
	}
	if err != nil {
		return evaluate.Request{}, err
	}
	options.Analyzer = f.analyzer
	options.Supplied, options.Trust = f.supplies, f.trust
	return t.request(evaluate.Request{Extract: options})
}

var loneTag = regexp.MustCompile(`^\w[\w.-]{0,127}$`)

func (a *app) extractOptions(c *cli.Context, image source.Ref) (extract.Options, error) {
	// A layout may have an image under a tag alone.
	if tag := c.String("tag"); tag != "" && !loneTag.MatchString(tag) {
		if _, err := name.ParseReference(tag); err != nil {
			return extract.Options{}, usage(c, "--tag is %q, expected the name of an image such as example.com/app:1.0", tag)
		}
	}
	o := extract.Options{
		Source:                image,
		Stdin:                 a.stdin,
		Tag:                   c.String("tag"),
		Platform:              c.String("platform"),
		Retrieve:              c.StringSlice("retrieve"),
		Username:              c.String("username"),
		Insecure:              c.Bool("insecure"),
		CAFile:                c.String("ca-file"),
		Offline:               c.Bool("offline"),
		AllowPrivateRedirects: c.Bool("allow-private-redirects"),
		Clamd:                 c.String("clamd"),

		RegistryFacts:         c.Bool("registry-facts"),
		SignatureRepositories: c.StringSlice("signature-repository"),
		UnverifiedPredicates:  c.Bool("unverified-predicates"),

		APKDigests: c.Bool("apk-digests"),
		Version:    version,
	}
	o.SBOM, o.PackagesFrom = c.String("sbom"), extract.PackagesFrom(c.String("packages-from"))
	switch from := o.PackagesFrom; {
	case c.IsSet("sbom") && o.SBOM == "":
		return o, usage(c, "--sbom is empty")
	case from != "" && !slices.Contains([]extract.PackagesFrom{extract.FromImage, extract.FromSBOM, extract.FromBoth}, from):
		return o, usage(c, "--packages-from is %q, expected image, sbom or both", from)
	case from == "" && o.SBOM != "":
		o.PackagesFrom = extract.FromBoth
	}
	switch compat := c.String("compat"); compat {
	case "":
		o.Reading = document.ReadingInstructions
	case "anchore":
		o.Reading = document.ReadingAnchore
	default:
		return o, usage(c, "--compat is %q, expected anchore", compat)
	}
	if !image.IsZero() {
		var err error
		if o.Cache, err = a.cache(c); err != nil {
			return o, err
		}
		o.CacheWarning = func(err error) { a.logf(1, "%v", err) }
		o.Notice = func(text string) { a.warn("%s", text) }
	}
	if c.Bool("registry-facts") {
		switch {
		case c.Bool("offline"):
			return o, usage(c, "--registry-facts and --offline exclude each other")
		case image.IsZero() && !c.IsSet("dockerfile"):
			return o, usage(c, "--registry-facts needs an image or a Dockerfile (-D)")
		}
	}
	if c.Bool("password-stdin") {
		if isStdin(image) {
			return o, usage(c, "--password-stdin and an image on standard input exclude each other")
		}
		password, err := io.ReadAll(io.LimitReader(a.stdin, 64<<10))
		if err != nil {
			return o, fmt.Errorf("reading the password: %w", err)
		}
		o.Password = strings.TrimRight(string(password), "\r\n")
	}
	return o, nil
}

// buildArguments reads NAME=VALUE, or NAME for the environment's value, as docker build does.
func buildArguments(c *cli.Context) (map[string]string, error) {
	arguments := map[string]string{}
	for _, argument := range c.StringSlice("build-arg") {
		name, value, ok := strings.Cut(argument, "=")
		if name == "" {
			return nil, usage(c, "--build-arg has no name, expected NAME=VALUE") // which may be a secret
		}
		if !ok {
			value = os.Getenv(name)
		}
		arguments[name] = value
	}
	return arguments, nil
}

// flagNames lists the long names of flags, sorted.
func flagNames(flags []cli.Flag) []string {
	var names []string
	for _, f := range flags {
		names = append(names, f.Names()[0])
	}
	slices.Sort(names)
	return names
}
