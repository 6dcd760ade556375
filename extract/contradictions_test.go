package extract_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// TestContradictions are images whose instructions and configuration differ, and some that do not.
func TestContradictions(t *testing.T) {
	t.Parallel()
	ports := func(list ...string) map[string]struct{} {
		set := map[string]struct{}{}
		for _, port := range list {
			set[port] = struct{}{}
		}
		return set
	}
	shell := &v1.HealthConfig{Test: []string{"CMD-SHELL", "true"}}
	tests := []struct {
		name       string
		history    []string
		config     v1.Config
		dockerfile string
		reading    string
		want       []string
	}{
		{name: "BuildKit", history: []string{"USER app", "EXPOSE map[80/tcp:{}]", "WORKDIR /srv", "VOLUME [/data]", "ENTRYPOINT [\"/a\"]", "CMD [\"b\" \"c\"]", "STOPSIGNAL SIGQUIT",
			`HEALTHCHECK &{["CMD-SHELL" "true"] "0s" "0s" "0s" "0s" '\x00'}`},
			config: v1.Config{User: "app", ExposedPorts: ports("80/tcp"), WorkingDir: "/srv", Volumes: ports("/data"), Entrypoint: []string{"/a"}, Cmd: []string{"b", "c"}, StopSignal: "SIGQUIT", Healthcheck: shell}},
		{name: "Docker", history: []string{`/bin/sh -c #(nop)  CMD ["bash"]`, "/bin/sh -c #(nop)  USER 0:0", "/bin/sh -c #(nop)  EXPOSE 8080", `/bin/sh -c #(nop)  CMD ["/bin/sh" "-c" "run $X"]`},
			config: v1.Config{User: "root", ExposedPorts: ports("8080/tcp"), Cmd: []string{"/bin/sh", "-c", "run $X"}}},
		{name: "buildah, as written", history: []string{"/bin/sh -c #(nop) user app|force-mtime=1", "/bin/sh -c #(nop) CMD run x", "/bin/sh -c #(nop) EXPOSE 80 81/udp"},
			config: v1.Config{User: "app", Cmd: []string{"/bin/sh", "-c", "run x"}, ExposedPorts: ports("80/tcp", "81/udp")}},
		{name: "an entry point takes the command away", history: []string{`CMD ["bash"]`, `ENTRYPOINT ["/a"]`}, config: v1.Config{Entrypoint: []string{"/a"}}},
		{name: "Jib", history: []string{"jib-maven-plugin:3.4.0"}, config: v1.Config{User: "nobody", ExposedPorts: ports("22/tcp"), Entrypoint: []string{"java"}, Healthcheck: shell}, want: []string{
			"the image's configuration exposes the port 22/tcp, and the image's history does not",
			"the image's configuration has a health check, and the image's history has none",
			`the image's configuration has the entrypoint ["java"], and the image's history has none`,
			"the image's configuration has the user nobody, and the image's history has none (root)",
		}},
		{name: "a committed container", history: []string{"USER app", "EXPOSE [80/tcp]", "/bin/bash"}, config: v1.Config{User: "root"}, want: []string{
			"the image's configuration has the user root, and the image's history has app",
			"the image's history exposes the port 80/tcp, and the image's configuration does not",
		}},
		{name: "BuildKit in Anchore's reading", reading: document.ReadingAnchore, history: []string{"USER app"}, config: v1.Config{User: "app"},
			want: []string{"the image's configuration has the user app, and the image's history has none (root)"}},
		{name: "health checks that OCI images leave out", history: []string{"/bin/sh -c #(nop) HEALTHCHECK CMD true"}, config: v1.Config{},
			want: []string{"the image's history has a health check, and the image's configuration, by which engines go, has none"}},
		{name: "its own Dockerfile", dockerfile: "FROM a AS b\nUSER x\nEXPOSE 1\nFROM c\nARG V=1\nENV A=$V B=\"x y\"\nLABEL l=1\nUSER $U\nEXPOSE 80-81\nWORKDIR rel\nCMD run\nVOLUME /v\n",
			config: v1.Config{User: "app", Env: []string{"A=1", "B=x y", "PATH=/bin"}, Labels: map[string]string{"l": "1", "m": "2"}, ExposedPorts: ports("80/tcp", "81/tcp", "443/tcp"),
				Cmd: []string{"/bin/bash", "-c", "run"}, Volumes: ports("/v"), WorkingDir: "/x/rel", Healthcheck: shell}},
		{name: "another Dockerfile", dockerfile: "FROM c\nENV A=secret\nENV C=1\nLABEL l=1\nUSER app\nEXPOSE 80\nWORKDIR /x\nSTOPSIGNAL 3\nHEALTHCHECK NONE\nVOLUME [\"/v\"]\nENTRYPOINT [\"a\"]\nCMD [\"b\"]\n",
			config: v1.Config{Env: []string{"A=1"}, ExposedPorts: ports("22/tcp"), Cmd: []string{"c"}, Healthcheck: shell}, want: []string{
				`the Dockerfile exposes the port 80/tcp, and the image's configuration does not`,
				`the Dockerfile has the cmd ["b"], and the image's configuration has ["c"]`,
				`the Dockerfile has the entrypoint ["a"], and the image's configuration has []`,
				`the Dockerfile has the stop signal 3, and the image's configuration has none`,
				`the Dockerfile has the volume /v, and the image's configuration does not`,
				`the Dockerfile has the working directory /x, and the image's configuration has /`,
				`the Dockerfile sets the environment variable A to another value than the image's configuration has`,
				`the Dockerfile sets the environment variable C, and the image's configuration does not have it`,
				`the Dockerfile sets the label l, and the image's configuration does not have it`,
				`the image's configuration has a health check, and the Dockerfile has none`,
				`the image's configuration has the user none (root), and the Dockerfile has app`,
			}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			builder := testimage.New().Layer(testimage.File("a", "1")).Config(func(c *v1.Config) { *c = test.config })
			for _, createdBy := range test.history {
				builder.Step(createdBy)
			}
			o := extract.Options{Source: imageRef(saved(t, builder)), Needs: []document.Need{"dockerfile"}, Reading: test.reading}
			if test.dockerfile != "" {
				o.Dockerfile = &extract.DockerfileOptions{Path: "Dockerfile", Contents: []byte(test.dockerfile)}
			}
			doc := mustExtract(t, o)
			validate(t, doc)
			var got []string
			for _, p := range doc.Problems {
				if p.Section != "dockerfile" || !p.Minor || strings.Contains(p.Message, "secret") {
					t.Errorf("got %+v", p)
				}
				got = append(got, p.Message)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// saved writes an image as an archive of docker save, and returns its source.
func saved(tb testing.TB, builder *testimage.Builder) string {
	tb.Helper()
	var archive bytes.Buffer
	if err := builder.Archive(&archive); err != nil {
		tb.Fatal(err)
	}
	return "archive:" + testimage.Write(tb, "image.tar", archive.Bytes())
}
