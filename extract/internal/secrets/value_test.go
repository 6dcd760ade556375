package secrets_test

import (
	"testing"

	"github.com/pratique-dev/pratique/extract/internal/secrets"
)

func TestRedactValue(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, value, want string }{
		{"DB_PASSWORD", "two words", "[redacted]"},
		{"DB_PASSWORD", "$OTHER", "$OTHER"},
		{"DB_PASSWORD_FILE", "/run/secrets/x", "/run/secrets/x"},
		{"DB_URL", "postgres://me:pw@db/x", "postgres://me:[redacted]@db/x"},
		{"PATH", "/bin", "/bin"},
	} {
		if got := secrets.RedactValue(tc.name, tc.value); got != tc.want {
			t.Errorf("%s=%s: got %s, want %s", tc.name, tc.value, got, tc.want)
		}
	}
}
