package limits

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestSet(t *testing.T) {
	n, size, wait := Count("test-n", 5), Bytes("test-size", 8<<20), Time("test-wait", time.Minute)
	if got := Changed(); got != "" {
		t.Errorf("nothing was set, and changed are %q", got)
	}
	tests := []struct{ text, want string }{
		{"test-n=7", ""},
		{"test-n=0", ""},
		{"test-n=12", ""},
		{"test-n=-1", "expected a number up to 2147483647"},
		{"test-n=3000000000", "expected a number"},
		{"test-n=1MB", "expected a number"},
		{"test-n=", "expected a number"},
		{"test-n", "expected NAME=VALUE"},
		{"", "expected NAME=VALUE"},
		{"test-m=1", `no limit is named "test-m"`},
		{"test-size=0", "expected a size"},
		{"test-size=-5", "expected a size"},
		{"test-size=10PB", "expected a size"},
		{"test-size=2MB", ""},
		{"test-size=3MiB", ""},
		{"test-wait=0s", "expected a duration"},
		{"test-wait=5", "expected a duration"},
		{"test-wait=90s", ""},
	}
	for _, test := range tests {
		err := Set(test.text)
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: got %v, want %q", test.text, err, test.want)
		}
	}
	if n.Int() != 12 || size.Bytes() != 3<<20 || wait.Duration() != 90*time.Second {
		t.Errorf("got %d, %d, %v", n.Int(), size.Bytes(), wait.Duration())
	}
	if got, want := Changed(), "test-n=12 test-size=3145728 test-wait=90000000000"; got != want {
		t.Errorf("changed are %q, want %q", got, want)
	}
	if got, want := n.String()+" "+size.String()+" "+wait.String(), "12 3 MiB 1m30s"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := Set("test-size=1000B"); err != nil || size.String() != "1000 bytes" {
		t.Errorf("got %s, %v", size, err)
	}
	cause := errors.New("cause")
	err := size.Exceeded("%w: more than %s", cause, size)
	if got, want := err.Error(), "cause: more than 1000 bytes (--limit test-size=SIZE sets another limit)"; got != want || !errors.Is(err, cause) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNamesTwice(t *testing.T) {
	Count("test-twice", 1)
	defer func() {
		if recover() == nil {
			t.Error("two limits have one name")
		}
	}()
	Time("test-twice", 1)
}
