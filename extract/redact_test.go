package extract_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/internal/testimage"
)

// planted is a value that nobody may see; each place has one of its own.
const planted = "Tr0ub4dor"

// places are texts with a value in each way that people write one; %s is the value.
var places = []string{
	`app --password %s`, `app --password=%s`, `app --password '%s'`, `API_TOKEN=%s app`, `export DB_PASSWORD="%s"`,
	`curl -u admin:%s https://example.com/`, `curl https://admin:%s@example.com/`, `curl -H "Authorization: Bearer %s" https://example.com/`,
	`mysql --password=%s -e 'select 1'`, `sshpass -p %s ssh a@b`, `echo 'root:%s' | chpasswd`, `wget --http-password=%s https://example.com/`,
	`["app", "--password", "%s"]`, `["app" "--password" "%s"]`, `["app", "--secret-key=%s"]`, `["sh", "-c", "TOKEN=%s app"]`,
}

// TestNoSecretLeaves plants values in every place of an image's configuration and of what is
// supplied with it, and finds none in the document.
func TestNoSecretLeaves(t *testing.T) {
	t.Parallel()
	n := 0
	value := func() string { n++; return fmt.Sprintf("%s%03dx", planted, n) }
	config := map[string]any{
		"Env":         []string{"PATH=/bin", "DB_PASSWORD=" + value(), "URL=https://u:" + value() + "@example.com/"},
		"Cmd":         []string{"--api-token", value()},
		"Entrypoint":  []string{"app", "--password", value(), "--token=" + value()},
		"Labels":      map[string]string{"com.example.api-key": value(), "note": "password=" + value()},
		"Healthcheck": map[string]any{"Test": []string{"CMD", "curl", "--password", value(), "https://u:" + value() + "@localhost/"}},
		"OnBuild":     []string{"ENV API_TOKEN=" + value(), "RUN app --password " + value()},
		"Shell":       []string{"sh", "-c", "export DB_PASSWORD=" + value()},
	}
	var history []map[string]any
	for _, form := range []string{"RUN /bin/sh -c %s # buildkit", "/bin/sh -c %s", "/bin/sh -c #(nop)  CMD %s", "ENTRYPOINT %s", "CMD %s"} {
		for _, place := range places {
			history = append(history, map[string]any{"created_by": fmt.Sprintf(form, fmt.Sprintf(place, value())), "comment": "password=" + value()})
		}
	}
	for _, form := range []string{"ENV DB_PASSWORD=%s", "ENV DB_PASSWORD %s", "/bin/sh -c #(nop)  ENV DB_PASSWORD=%s", "|1 API_TOKEN=%s /bin/sh -c make", "RUN |1 API_TOKEN=%s /bin/sh -c make # buildkit", "LABEL api-key=%s", "ARG API_TOKEN=%s"} {
		history = append(history, map[string]any{"created_by": fmt.Sprintf(form, value()), "empty_layer": true})
	}
	for i := range history {
		history[i]["empty_layer"] = true
	}
	layer := testimage.Plain(t, testimage.File("a", "1"))
	image := testimage.Write(t, "image.tar", testimage.Docker(t, "x:1", testimage.Config(t, map[string]any{"config": config, "history": history}, layer), layer))

	dir := t.TempDir()
	write := func(name string, content any) string {
		text, err := json.Marshal(content)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	proxy := func() string { return "http://u:" + value() + "@proxy.example:3128" }
	supplied, err := extract.ReadSupplied(extract.SuppliedFiles{Runtime: extract.RuntimeFiles{
		Daemon: []string{write("daemon.json", map[string]any{
			"http-proxy": proxy(), "proxies": map[string]any{"https-proxy": proxy()}, "log-driver": "splunk",
			"log-opts": map[string]any{"splunk-token": value()}, "labels": []string{"api_token=" + value()},
		})},
		Containers: []string{write("containers.json", []any{map[string]any{
			"Id": strings.Repeat("a", 64), "Name": "/app", "Path": "app", "Args": []string{"--password", value()},
			"Config":     map[string]any{"Image": "x:1", "Env": []string{"API_TOKEN=" + value()}, "Cmd": []string{"--token", value()}, "Labels": map[string]any{"password": value()}},
			"HostConfig": map[string]any{"LogConfig": map[string]any{"Type": "splunk", "Config": map[string]any{"splunk-token": value()}}},
		}})},
	}})
	if err != nil {
		t.Fatal(err)
	}
	doc := mustExtract(t, extract.Options{Source: imageRef("archive:" + image), Supplied: supplied})
	// The Dockerfile's own text stays, since Anchore's messages quote it; what ours show does not.
	for _, in := range doc.Dockerfile.Instructions {
		if strings.Contains(in.Value, planted) && (in.Shown == nil || strings.Contains(*in.Shown, planted)) {
			t.Errorf("%s %s: messages of ours show it", in.Instruction, in.Value)
		}
		for _, c := range in.Commands {
			if text := strings.Join(append([]string{c.Name}, c.Arguments...), " "); strings.Contains(text, planted) && (c.Shown == nil || strings.Contains(*c.Shown, planted)) {
				t.Errorf("the command %s: messages of ours show it", text)
			}
		}
	}
	doc.Dockerfile = nil
	text := encode(t, doc)
	for at := strings.Index(text, planted); at >= 0; {
		t.Errorf("a value is in the document: … %s …", text[max(0, at-200):min(len(text), at+40)])
		next := strings.Index(text[at+1:], planted)
		if next < 0 {
			break
		}
		at += 1 + next
	}
	if n < 100 {
		t.Errorf("only %d values were planted", n)
	}
}
