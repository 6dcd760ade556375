package buildkit

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerui"
	dockerspec "github.com/moby/docker-image-spec/specs-go/v1"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/pratique-dev/pratique/extract/dockerfile"
	"github.com/pratique-dev/pratique/extract/document"
	library "github.com/pratique-dev/pratique/rego"
)

// base is the configuration that every base image has.
var base = dockerspec.DockerOCIImage{
	Image: ocispecs.Image{Platform: ocispecs.Platform{OS: "linux", Architecture: "amd64"}},
}

// resolver knows every image, and that nothing is in its configuration.
type resolver struct{}

func (resolver) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	config, err := json.Marshal(base)
	return ref, digest.FromString(ref), config, err
}

// facts are what a Dockerfile sets of its image, as both sides say it.
type facts struct {
	User        string
	Ports       []string
	Environment []string
	Labels      []string
	Volumes     []string
	Healthcheck string
	Started     []document.Command
}

// built is what BuildKit makes of a Dockerfile.
func built(contents []byte, target string) (f facts, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("BuildKit: %v", r)
		}
	}()
	result, err := dockerfile2llb.Dockerfile2LLB(context.Background(), contents, dockerfile2llb.ConvertOpt{
		Config:         dockerui.Config{Target: target},
		MetaResolver:   resolver{},
		TargetPlatform: &ocispecs.Platform{OS: "linux", Architecture: "amd64"},
	})
	if err != nil {
		return facts{}, err
	}
	config := result.Image.Config
	f.User = config.User
	f.Ports = slices.Sorted(maps.Keys(config.ExposedPorts))
	for _, variable := range config.Env {
		if !strings.HasPrefix(variable, "PATH=") {
			f.Environment = append(f.Environment, variable)
		}
	}
	slices.Sort(f.Environment)
	for name, value := range config.Labels {
		f.Labels = append(f.Labels, name+"="+value)
	}
	slices.Sort(f.Labels)
	f.Volumes = slices.Sorted(maps.Keys(config.Volumes))
	if config.Healthcheck != nil && len(config.Healthcheck.Test) > 0 {
		f.Healthcheck = config.Healthcheck.Test[0]
	}
	f.Started, _ = dockerfile.Started(config.Entrypoint, config.Cmd)
	return f, nil
}

// read is what pratique makes of it: the document's instructions as the library takes them.
// known is false where it says that something is not known, such as an argument that the build
// may be given.
func read(contents []byte, target string) (f facts, known bool, err error) {
	d, err := dockerfile.Parse(contents, dockerfile.Options{Target: target})
	if err != nil {
		return facts{}, false, err
	}
	known = true
	input, err := decoded(map[string]any{"dockerfile": d})
	if err != nil {
		return facts{}, false, err
	}
	results, err := query.Eval(context.Background(), rego.EvalInput(input))
	if err != nil {
		return facts{}, false, err
	}
	var answer struct {
		User     string
		Ports    []string
		Unknown  []string
		Settings []document.Instruction
	}
	text, err := json.Marshal(results[0].Expressions[0].Value)
	if err != nil {
		return facts{}, false, err
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		return facts{}, false, err
	}
	f.User, f.Ports = answer.User, answer.Ports
	slices.Sort(f.Ports)
	known = known && len(answer.Unknown) == 0 && !strings.Contains(answer.User, "$")
	environment, labels, volumes := map[string]string{}, map[string]string{}, map[string]bool{}
	for _, in := range answer.Settings {
		for _, pair := range in.Pairs {
			if pair.Expanded == nil {
				known = known && in.Instruction == "ARG"
				continue
			}
			switch in.Instruction {
			case "ENV":
				environment[pair.Name] = *pair.Expanded
			case "LABEL":
				labels[pair.Name] = *pair.Expanded
			}
		}
		switch in.Instruction {
		case "VOLUME":
			for _, word := range in.Words {
				if word == nil {
					known = false
					continue
				}
				volumes[*word] = true
			}
		case "HEALTHCHECK":
			f.Healthcheck = "NONE"
			if word, _, _ := strings.Cut(in.Value, " "); strings.EqualFold(word, "CMD") {
				f.Healthcheck = "CMD-SHELL"
				if in.JSONForm {
					f.Healthcheck = "CMD"
				}
			}
		}
	}
	f.Environment, f.Labels = pairs(environment), pairs(labels)
	f.Volumes = slices.Sorted(maps.Keys(volumes))
	f.Started = d.Started
	return f, known, nil
}

func pairs(m map[string]string) []string {
	var list []string
	for name, value := range m {
		if name != "PATH" {
			list = append(list, name+"="+value)
		}
	}
	slices.Sort(list)
	return list
}

func decoded(v any) (any, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var out any
	err = json.Unmarshal(text, &out)
	return out, err
}

// query asks the library what the gates ask it.
var query = func() rego.PreparedEvalQuery {
	options := []func(*rego.Rego){
		rego.Query(`{
			"user": data.pratique.lib.account.user,
			"ports": [data.pratique.lib.ports.name(port) | some port in data.pratique.lib.ports.exposed],
			"unknown": data.pratique.lib.ports.unknown,
			"settings": data.pratique.lib.build.settings,
		}`),
		rego.StrictBuiltinErrors(true),
	}
	for _, name := range []string{"account", "build", "ports"} {
		path := "pratique/lib/" + name + ".rego"
		text, err := library.FS.ReadFile(path)
		if err != nil {
			panic(err)
		}
		options = append(options, rego.Module(path, string(text)))
	}
	prepared, err := rego.New(options...).PrepareForEval(context.Background())
	if err != nil {
		panic(err)
	}
	return prepared
}()

// compare tells where the two differ.
func compare(t *testing.T, contents []byte, target string) {
	t.Helper()
	want, refused := built(contents, target)
	got, known, err := read(contents, target)
	switch {
	case refused != nil && err != nil:
		return
	case refused != nil:
		// With a variable that is not known it may be another file.
		if !tolerated(refused) && !strings.Contains(string(contents), "$") {
			t.Errorf("BuildKit refuses it, and pratique does not: %v\n%s", refused, contents)
		}
		return
	case err != nil:
		if !bounded(err) {
			t.Errorf("pratique refuses it, and BuildKit does not: %v\n%s", err, contents)
		}
		return
	}
	if !known {
		return // said to be unknown
	}
	if diff := gocmp.Diff(want, got, gocmp.Transformer("nothing", func(list []string) []string { return append([]string{}, list...) })); diff != "" {
		t.Errorf("(-BuildKit +pratique):\n%s\n%s", diff, contents)
	}
}

// tolerated are refusals of what a check judges, such as a port that is none, of words that
// the document says to be unknown (a quotation mark that is open), or of what
// needs more than the file.
func tolerated(err error) bool {
	return slices.ContainsFunc([]string{"invalid signal", "should not be blank", "failed to process", "containerPort", "invalid proto", "invalid port", "invalid range", "invalid field"}, func(part string) bool {
		return strings.Contains(err.Error(), part)
	})
}

// bounded are refusals of what is too large or too deep.
func bounded(err error) bool {
	return slices.ContainsFunc([]string{"nested deeper", "the limit is", "more than", "the file is empty"}, func(part string) bool { return strings.Contains(err.Error(), part) })
}

func corpus(tb testing.TB) map[string]string {
	tb.Helper()
	files := map[string]string{}
	for _, pattern := range []string{"testdata/*/Dockerfile", "../../bundles/testdata/ordinary/*.Dockerfile", "../../extract/dockerfile/testdata/*/Dockerfile"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			tb.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				tb.Fatal(err)
			}
			files[strings.TrimPrefix(name, "../../")] = string(text)
		}
	}
	if len(files) < 20 {
		tb.Fatalf("%d Dockerfiles", len(files))
	}
	return files
}

// TestConversion compares the corpora, and what is written for the purpose.
func TestConversion(t *testing.T) {
	t.Parallel()
	for name, text := range corpus(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			compare(t, []byte(text), "")
		})
	}
	for name, text := range written {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			compare(t, []byte(text), "")
			if f, _, err := read([]byte(text), ""); err == nil && cmp.Or(f.User, strings.Join(f.Ports, ""), f.Healthcheck, strings.Join(f.Environment, "")) == "" && len(f.Started)+len(f.Labels)+len(f.Volumes) == 0 && !strings.HasPrefix(name, "no ") {
				t.Error("it says nothing that could be compared")
			}
		})
	}
}

// written has one way to say a thing each.
var written = map[string]string{
	"user":                        "FROM a\nUSER app\n",
	"user in quotes":              "FROM a\nUSER \"app\"\n",
	"user with quotes in it":      "FROM a\nUSER ro\"ot\"\n",
	"user in single quotes":       "FROM a\nUSER 'ro'ot:\"0\"\n",
	"user with a backslash":       "FROM a\nUSER ro\\ot\n",
	"user of two words":           "FROM a\nUSER a b\n",
	"no user in quotes":           "FROM a\nUSER app\nUSER \"\"\n",
	"user by a variable":          "FROM a\nENV U=app\nUSER ${U}:$U\n",
	"user by an argument":         "FROM a\nARG U=app\nUSER $U\n",
	"user by a default":           "FROM a\nARG U=\nUSER ${U:-app}\n",
	"user by a pattern":           "FROM a\nENV U=app.x\nUSER ${U%.x}\n",
	"user of another stage":       "FROM a\nUSER x\nFROM b\nUSER y\nFROM a\nENV A=b\n",
	"user of the stage before":    "FROM a AS B\nUSER x\nFROM b\nENV A=b\n",
	"a stage in capitals":         "FROM a AS b\nUSER x\nFROM B\n",
	"an image in capitals":        "FROM a/B\nUSER x\n",
	"no user":                     "FROM a AS b\nUSER x\nFROM c\n",
	"ports":                       "FROM a\nEXPOSE 80 \"443\" 53/udp 53/UDP 8000-8002 '22'/tcp\n",
	"ports with a host":           "FROM a\nEXPOSE 80:81 127.0.0.1:82:83/tcp 90-91:92-93\n",
	"ports of variables":          "FROM a\nENV P=80 Q=\"81 82\"\nEXPOSE $P ${Q} \"${P}\"/udp\n",
	"ports of the stage before":   "FROM a AS b\nEXPOSE 80\nFROM b\nEXPOSE 81\n",
	"a range twice":               "FROM a\nEXPOSE 80-90\nEXPOSE 85-95 80\n",
	"environment":                 "FROM a\nENV A=b C=\"d e\" F='g h' I=j\\ k\nENV OLD some text here\n",
	"environment of itself":       "FROM a\nENV A=b\nENV A=$A:c B=$A\n",
	"environment in one line":     "FROM a\nENV A=b B=$A\nENV C=$B\n",
	"environment, not expanded":   "FROM a\nENV A='$X' B=\\$Y C=\"\\$Z\"\n",
	"argument hidden by ENV":      "FROM a\nARG A=b\nENV A=c\nLABEL l=$A\n",
	"global argument":             "ARG A=b\nFROM x AS s\nARG A\nENV B=$A\n",
	"global argument not named":   "ARG A=b\nFROM x\nENV B=${A:-none}\n",
	"argument of the base stage":  "FROM a AS b\nARG X=1\nFROM b\nENV Y=$X\n",
	"platform":                    "FROM a\nARG TARGETARCH\nENV A=$TARGETARCH\n",
	"labels":                      "FROM a\nLABEL a=b \"c d\"=\"e f\" g=\"h\\\ni\"\nLABEL j k l\n",
	"volumes":                     "FROM a\nENV V=/v\nVOLUME /a $V/b\nVOLUME [\"/c\", \"/d e\"]\n",
	"healthcheck":                 "FROM a\nHEALTHCHECK --interval=5s CMD curl x || exit 1\n",
	"healthcheck in JSON":         "FROM a\nHEALTHCHECK CMD [\"curl\", \"x\"]\n",
	"healthcheck undone":          "FROM a\nHEALTHCHECK CMD x\nHEALTHCHECK NONE\n",
	"healthcheck, case":           "FROM a\nhealthcheck cmd x\n",
	"healthcheck before":          "FROM a AS b\nHEALTHCHECK CMD x\nFROM b\nUSER x\n",
	"command":                     "FROM a\nCMD [\"a\", \"b\"]\n",
	"command of a shell":          "FROM a\nCMD a && b\n",
	"command, last":               "FROM a\nCMD a\nCMD [\"b\"]\n",
	"entry point and command":     "FROM a\nENTRYPOINT [\"a\"]\nCMD [\"b\", \"c\"]\n",
	"command and entry point":     "FROM a\nCMD [\"b\"]\nENTRYPOINT [\"a\"]\n",
	"entry point undoes":          "FROM a AS b\nCMD [\"x\"]\nFROM b\nENTRYPOINT [\"y\"]\n",
	"entry point, then command":   "FROM a AS b\nCMD [\"x\"]\nFROM b\nENTRYPOINT [\"y\"]\nCMD [\"z\"]\n",
	"entry point of a stage":      "FROM a AS b\nENTRYPOINT [\"x\"]\nFROM b\nCMD [\"y\"]\n",
	"no entry point":              "FROM a\nENTRYPOINT [\"a\"]\nENTRYPOINT []\n",
	"entry point of a shell":      "FROM a\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nENTRYPOINT a | b\nCMD c\n",
	"shell of the stage before":   "FROM a AS b\nSHELL [\"/bin/bash\", \"-c\"]\nFROM b\nCMD a | b\n",
	"shell not of another stage":  "FROM a\nSHELL [\"/bin/bash\", \"-c\"]\nFROM c\nCMD a | b\n",
	"a broken array":              "FROM a\nCMD ['a', 'b']\n",
	"continuations":               "FROM a\nENV A=b \\\n# a comment\n\n  C=d\nUSER a\\\npp\n",
	"escape":                      "# escape=`\nFROM a\nENV A=b `\n  C=d\\e\nUSER C:\\x\n",
	"lower case":                  "from a as b\nuser x\nexpose 80\nfrom b\ncmd y\n",
	"CRLF":                        "FROM a\r\nUSER x\r\nCMD [\"y\"]\r\n",
	"heredoc":                     "FROM a\nRUN <<EOF\nUSER x\nEOF\nUSER y\n",
	"copied heredoc":              "FROM a\nCOPY <<A <<B /x/\nUSER x\nA\nEXPOSE 1\nB\nUSER y\n",
	"tab and blanks":              "FROM a\n\tUSER\t x \t\n",
	"byte order mark":             "\ufeffFROM a\nUSER x\n",
	"stage names twice":           "FROM a AS s\nUSER x\nFROM b AS s\nUSER y\nFROM s\nENV A=b\n",
	"stage named like an image":   "FROM debian AS debian\nUSER x\nFROM debian\nENV A=b\n",
	"ONBUILD":                     "FROM a\nONBUILD USER x\nUSER y\n",
	"unknown instruction":         "FROM a\nUSR x\n",
	"USER alone":                  "FROM a\nUSER\n",
	"COPY before FROM":            "COPY a b\nFROM a\n",
	"copies itself":               "FROM a AS b\nCOPY --from=b x y\n",
	"copies itself by index":      "FROM a\nCOPY --from=0 x y\n",
	"copies itself, other case":   "FROM a AS b\nCOPY --from=B x y\n",
	"copies itself, not used":     "FROM a\nCOPY --from=0 x y\nFROM b\n",
	"mounts itself":               "FROM a AS b\nRUN --mount=from=b,target=/x true\n",
	"copies a later one":          "FROM a\nCOPY --from=c x y\nFROM b AS c\nCOPY --from=0 x y\n",
	"copies what is not there":    "FROM a\nCOPY --from=3 x y\n",
	"copies by a variable":        "FROM a AS b\nARG B=b\nFROM c\nCOPY --from=$B x y\n",
	"two FROM":                    "FROM a b\n",
	"AS without a name":           "FROM a AS\n",
	"a name that is none":         "FROM a AS 1x\n",
	"CMD that is no string":       "FROM a\nCMD [1]\n",
	"ENV alone":                   "FROM a\nENV\n",
	"EXPOSE alone":                "FROM a\nEXPOSE\n",
	"COPY of one word":            "FROM a\nCOPY a\n",
	"unknown flag":                "FROM a\nCOPY --form=b a b\n",
	"flag of another":             "FROM a\nRUN --from=b a\n",
	"SHELL of a text":             "FROM a\nSHELL /bin/bash -c\n",
	"ONBUILD of ONBUILD":          "FROM a\nONBUILD ONBUILD RUN x\n",
	"ONBUILD of FROM":             "FROM a\nONBUILD FROM x\n",
	"HEALTHCHECK alone":           "FROM a\nHEALTHCHECK\n",
	"HEALTHCHECK of another word": "FROM a\nHEALTHCHECK x\n",
	"HEALTHCHECK NONE x":          "FROM a\nHEALTHCHECK NONE x\n",
	"no STOPSIGNAL of two":        "FROM a\nSTOPSIGNAL 1 2\n",
	"WORKDIR of two":              "FROM a\nWORKDIR /a b\nUSER x\n",
	"MAINTAINER alone":            "FROM a\nMAINTAINER\n",
	"no RUN":                      "FROM a\nRUN\n",
	"ADD from":                    "FROM a AS b\nFROM c\nADD --from=b x y\n",
}

// FuzzConversion goes on from the corpora and from what is written above.
func FuzzConversion(f *testing.F) {
	for _, text := range corpus(f) {
		f.Add([]byte(text))
	}
	for _, text := range written {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, contents []byte) {
		if strings.ContainsRune(string(contents), '\uFFFD') || !json.Valid([]byte(fmt.Sprintf("%q", contents))) {
			t.Skip("not UTF-8")
		}
		compare(t, contents, "")
	})
}
