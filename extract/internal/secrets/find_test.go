package secrets_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/dockerfile"
	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/secrets"
)

// show is a secret on one line: source name path:line layer fingerprint.
func show(s document.Secret) string {
	text := s.Source + " " + s.Name
	if s.Path != nil {
		text += " " + *s.Path
	}
	if s.Line != nil {
		text += fmt.Sprintf(":%d", *s.Line)
	}
	if s.Layer != nil {
		text += fmt.Sprintf(" layer %d", *s.Layer)
	}
	return text + " " + *s.Fingerprint
}

func find(t *testing.T, doc *document.Document, args map[string]string) []string {
	t.Helper()
	found, err := secrets.Find(doc, args)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, s := range found {
		lines = append(lines, show(s))
	}
	return lines
}

func parse(t *testing.T, text string) *document.Dockerfile {
	t.Helper()
	d, err := dockerfile.Parse([]byte(text), dockerfile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestImaginaryDatabase finds the password in the database image of a published example.
func TestImaginaryDatabase(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/imaginary-database.Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	d := parse(t, string(text))
	got := find(t, &document.Document{Dockerfile: d}, nil)
	want := []string{"dockerfile PASSWORD /dockerfile/instructions/5:13 " + secrets.Fingerprint("Password123")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("secrets (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(document.LineRange{StartLine: 12, EndLine: 14}, d.Instructions[5].LineRange); diff != "" {
		t.Errorf("lines of the instruction (-want +got):\n%s", diff)
	}
}

// TestHistory reads the history that a paper printed.
func TestHistory(t *testing.T) {
	t.Parallel()
	layer := 7
	var history []document.History
	for _, createdBy := range []string{
		"/bin/sh -c #(nop) ADD file:b1cd0e54ba28cb1d6db4b93f98d5e02f5e2bcd96c55cb91731ba499861001e30 in / ",
		"/bin/sh -c set -xe && echo '#!/bin/sh' > /usr/sbin/policy-rc.d && echo 'exit 101' >> /usr/sbin/policy-rc.d",
		"/bin/sh -c rm -rf /var/lib/apt/lists/*",
		`/bin/sh -c sed -i 's/^#\s*\(deb.*universe\)$/\1/g' /etc/apt/sources.list`,
		"/bin/sh -c mkdir -p /run/systemd && echo 'docker' > /run/systemd/container",
		`/bin/sh -c #(nop) CMD ["/bin/bash"]`,
		"/bin/sh -c #(nop) MAINTAINER someone@example.com",
		"/bin/sh -c apt-key adv --keyserver hkp://p80.pool.sks-keyservers.net:80 --recv-keys B97B0AFCAA1A47F044F244A07FCC7D46ACCC4CF8",
		`/bin/sh -c echo "deb http://apt.postgresql.org/pub/repos/apt/ precise-pgdg main" > /etc/apt/sources.list.d/pgdg.list`,
		"/bin/sh -c #(nop) USER [postgres]",
		`/bin/sh -c /etc/init.d/postgresql start && psql --command "CREATE USER docker WITH SUPERUSER PASSWORD 'docker';" && createdb -O docker docker`,
		`/bin/sh -c echo "host all all 0.0.0.0/0 md5" >> /etc/postgresql/9.3/main/pg_hba.conf`,
		`/bin/sh -c echo "listen_addresses='*'" >> /etc/postgresql/9.3/main/postgresql.conf`,
		"/bin/sh -c #(nop) EXPOSE 5432/tcp",
	} {
		history = append(history, document.History{CreatedBy: createdBy})
	}
	history[10].Layer = &layer
	doc := &document.Document{Image: &document.Image{History: history}, Dockerfile: dockerfile.Guess(history, document.ReadingInstructions)}
	want := []string{"history PASSWORD /image/history/10 layer 7 " + secrets.Fingerprint("docker")}
	if diff := cmp.Diff(want, find(t, doc, nil)); diff != "" {
		t.Errorf("secrets (-want +got):\n%s", diff)
	}
}

func TestFindConfig(t *testing.T) {
	t.Parallel()
	config, err := json.Marshal(map[string]any{
		"Env": []string{"PATH=/usr/bin", "MYSQL_ROOT_PASSWORD=s3cr3t", "GOSU_VERSION=1.7", "DATABASE_URL=postgres://app:pw4db@db/x",
			"TOKEN_FILE=/run/x", "MYSQL_RANDOM_ROOT_PASSWORD=yes", "SECRET_KEY_PATH=/etc/key", "GPG_KEY=0D96DF4D4110E5C43FBFB17F2D347EA6AA65421D", "EMPTY_PASSWORD="},
		"Labels": map[string]string{"z/api-key": "k1", "a~b.secret": "k2", "version": "1"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"env MYSQL_ROOT_PASSWORD /image/config/Env/1 " + secrets.Fingerprint("s3cr3t"),
		"env DATABASE_URL /image/config/Env/3 " + secrets.Fingerprint("pw4db"),
		"label a~b.secret /image/config/Labels/a~0b.secret " + secrets.Fingerprint("k2"),
		"label z/api-key /image/config/Labels/z~1api-key " + secrets.Fingerprint("k1"),
	}
	if diff := cmp.Diff(want, find(t, &document.Document{Image: &document.Image{Config: config}}, nil)); diff != "" {
		t.Errorf("secrets (-want +got):\n%s", diff)
	}
	_, err = secrets.Find(&document.Document{Image: &document.Image{Config: json.RawMessage(`{"Env": "PASSWORD=x"}`)}}, nil)
	if err == nil || !strings.HasPrefix(err.Error(), "searching the image config for secrets: json: ") || strings.Contains(err.Error(), "=x") {
		t.Errorf("got error %v", err)
	}
}

func TestFindDockerfile(t *testing.T) {
	t.Parallel()
	d := parse(t, `ARG PLAIN=abc123
ARG NPM_TOKEN
FROM scratch
ARG NPM_TOKEN
ARG PLAIN
ENV A=b \
    DB_PASSWORD="hunter 2"
ENV API_KEY=$PLAIN OTHER_SECRET=$UNKNOWN
# curl -u me:comment-pw https://x
RUN --mount=type=secret,id=db ./setup
RUN <<EOF
export PGPASSWORD=heredoc-pw
EOF
ONBUILD ENV SECRET=later
`)
	want := []string{
		"dockerfile DB_PASSWORD /dockerfile/instructions/5:7 " + secrets.Fingerprint("hunter 2"),
		"dockerfile API_KEY /dockerfile/instructions/6:8 " + secrets.Fingerprint("abc123"),
		"dockerfile PGPASSWORD /dockerfile/instructions/8:12 " + secrets.Fingerprint("heredoc-pw"),
		"dockerfile SECRET /dockerfile/instructions/9/onbuild:14 " + secrets.Fingerprint("later"),
		"dockerfile CURL_USER /dockerfile/contents:9 " + secrets.Fingerprint("comment-pw"),
		"build_arg NPM_TOKEN /dockerfile/instructions/1 " + secrets.Fingerprint("t0ken"),
		"build_arg OTHER_TOKEN " + secrets.Fingerprint("x"),
	}
	got := find(t, &document.Document{Dockerfile: d}, map[string]string{"NPM_TOKEN": "t0ken", "OTHER_TOKEN": "x", "V": "1"})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("secrets (-want +got):\n%s", diff)
	}
}

func TestFindNothing(t *testing.T) {
	t.Parallel()
	found, err := secrets.Find(&document.Document{}, nil)
	if err != nil || found == nil || len(found) != 0 {
		t.Errorf("got %v, %v, want an empty list", found, err)
	}
}
