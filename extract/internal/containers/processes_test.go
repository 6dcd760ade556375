package containers_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/containers"
)

func TestReadProcesses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string
		err        string
	}{
		{"docker top", "UID    PID   PPID  C  STIME  TTY  TIME      CMD\n999    6824  6808  0  12:47  ?    00:00:01  mysqld --a  b\nroot   7000  6824  0  12:48  ?    00:00:00  /usr/sbin/sshd -D\n", []string{"mysqld --a b", "/usr/sbin/sshd -D"}, ""},
		{"ps", "PID COMMAND\n1 nginx: master process\n", []string{"nginx: master process"}, ""},
		{"of the API", `{"Titles": ["PID", "CMD"], "Processes": [["1", "sshd: x [priv]"]]}`, []string{"sshd: x [priv]"}, ""},
		{"none runs", "UID PID CMD\n", []string{}, ""},
		{"no commands", "UID PID\n0 1\n", nil, "reading processes of top: its last column is none of CMD, COMMAND and ARGS, as docker top has it"},
		{"empty", "", nil, "reading processes of top: its last column is none of CMD, COMMAND and ARGS, as docker top has it"},
		{"a short line", "UID PID CMD\n0 1\n", nil, "reading processes of top: process 1 has 2 of 3 columns"},
		{"other JSON", `{"Titles": 7}`, nil, "reading processes of top: json: cannot unmarshal number into Go struct field .Titles of type []string"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := containers.ReadProcesses("top", strings.NewReader(test.text))
			if err != nil && err.Error() != test.err || err == nil && test.err != "" {
				t.Errorf("got the error %v, want %s", err, test.err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzReadProcesses(f *testing.F) {
	f.Add("UID PID CMD\n0 1 x\n")
	f.Add(`{"Titles": ["CMD"], "Processes": [["x"]]}`)
	f.Fuzz(func(t *testing.T, text string) {
		got, err := containers.ReadProcesses("top", strings.NewReader(text))
		if (got == nil) == (err == nil) {
			t.Errorf("got %q and %v", got, err)
		}
	})
}

func TestAddProcesses(t *testing.T) {
	t.Parallel()
	list := []document.Container{{Name: new("web")}, {ID: new("b7eb67dda52101520968494f")}, {}}
	for name, want := range map[string]string{
		"/web": "", "b7eb67dda521": "", "b7": `adding processes: there is no container "b7"`, "db": `adding processes: there is no container "db"`,
	} {
		got := ""
		if err := containers.AddProcesses(list, name, []string{name}); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if diff := cmp.Diff([][]string{{"/web"}, {"b7eb67dda521"}, nil}, [][]string{list[0].Processes, list[1].Processes, list[2].Processes}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
