package benchmarks_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/controls"
	"github.com/pratique-dev/pratique/inspection"
)

// messages are those of a control's findings.
func messages(t *testing.T, r *controls.Report, id string) []string {
	t.Helper()
	list := []string{}
	for _, e := range outcome(t, r, id).Evidence {
		list = append(list, e.Message)
	}
	return list
}

// rendered is a report in every format that there is.
func rendered(t *testing.T, r *controls.Report) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, format := range controls.Formats() {
		var out bytes.Buffer
		if err := controls.Render(&out, format, []controls.Input{{Report: r, Image: "image"}}); err != nil {
			t.Fatal(err)
		}
		all[format] = out.String()
	}
	return all
}

// TestContainerEnvironment has a secret in the environment of a container, however the
// container is told of (AT-D3), and things that only look like secrets.
func TestContainerEnvironment(t *testing.T) {
	t.Parallel()
	const value = "my-secret-pw"
	tests := []struct {
		name, text string
		want       []string
		state      string
	}{
		{"compose", "services:\n  db:\n    image: mysql\n    environment:\n      MYSQL_ROOT_PASSWORD: " + value + "\n", []string{"db: a secret stands in its environment: MYSQL_ROOT_PASSWORD"}, controls.Fail},
		{"compose, list", "services:\n  db:\n    image: mysql\n    environment: [MYSQL_ROOT_PASSWORD=" + value + ", MYSQL_MAJOR=5.7]\n", []string{"db: a secret stands in its environment: MYSQL_ROOT_PASSWORD"}, controls.Fail},
		{"kubernetes", "apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec:\n  containers:\n  - name: db\n    image: mysql\n    env:\n    - {name: MYSQL_ROOT_PASSWORD, value: " + value + "}\n", []string{"shop/db: a secret stands in its environment: MYSQL_ROOT_PASSWORD"}, controls.Fail},
		{"kubernetes, from a secret", "apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec:\n  containers:\n  - name: db\n    image: mysql\n    env:\n    - {name: MYSQL_ROOT_PASSWORD, valueFrom: {secretKeyRef: {name: a, key: b}}}\n", []string{}, controls.Pass},
		{"run", "docker run --name some-mysql -u mysql -e MYSQL_ROOT_PASSWORD=" + value + " -d mysql:latest\n", []string{"some-mysql: a secret stands in its environment: MYSQL_ROOT_PASSWORD"}, controls.Fail},
		{"run, from the caller", "docker run --name some-mysql -e MYSQL_ROOT_PASSWORD mysql\n", []string{}, controls.Unknown},
		{"run, of a file", "docker run --name some-mysql --env-file db.env mysql\n", []string{}, controls.Unknown},
		{"none", "docker run --name some-mysql -e MYSQL_ROOT_PASSWORD_FILE=/run/secrets/db -e DB_PASSWORD=/run/secrets/db -e PATH=/bin -e GOSU_VERSION=1.7 -e MYSQL_MAJOR=5.7 -e MYSQL_VERSION=5.7.15-1debian8 mysql\n", []string{}, controls.Pass},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := runtime(inspection.RuntimeFiles{Containers: []string{file(t, "containers", test.text)}})
			for bundle, control := range map[string]string{"sans-docker-audit": "5.2", cisRuntime: "4.10"} {
				r := judge(t, bundle, s).Controls
				if got := outcome(t, r, control); got.State != test.state {
					t.Errorf("%s %s: got %s (%q), want %s", bundle, control, got.State, got.Reasons, test.state)
				}
				if diff := cmp.Diff(test.want, messages(t, r, control)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", bundle, diff)
				}
				for format, text := range rendered(t, r) {
					if strings.Contains(text, value) {
						t.Errorf("%s as %s has the value", bundle, format)
					}
				}
			}
		})
	}
}
