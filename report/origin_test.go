package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/evaluate/decision"
	"github.com/pratique-dev/pratique/report"
)

// TestOrigin: reports for people say which policy of a registry has judged, and who has signed it.
func TestOrigin(t *testing.T) {
	t.Parallel()
	const digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	for name, tt := range map[string]struct {
		origin decision.Origin
		want   string
	}{
		"by a tag":            {decision.Origin{Reference: "oci://r.test/p:v1", Digest: digest}, "oci://r.test/p:v1@" + digest},
		"by a digest":         {decision.Origin{Reference: "oci://r.test/p@" + digest, Digest: digest}, "oci://r.test/p@" + digest},
		"signed":              {decision.Origin{Reference: "oci://r.test/p:v1", Digest: digest, SignedBy: "sha256:ff"}, "oci://r.test/p:v1@" + digest + ", signed by sha256:ff"},
		"a signed tarball":    {decision.Origin{SignedBy: "sha256:ff"}, "signed by sha256:ff"},
		"neither":             {decision.Origin{}, ""},
		"odd characters only": {decision.Origin{Reference: "oci://r.test/p:v1", SignedBy: "a\x1b[31mb"}, "oci://r.test/p:v1, signed by a"},
	} {
		input := report.Input{Decision: &decision.Decision{FinalAction: decision.Go, Bundle: decision.Bundle{Version: "1_0", Origin: tt.origin}}, Image: "acme/app:1"}
		for _, format := range []string{"text", "html", "markdown"} {
			var b bytes.Buffer
			if err := report.Render(&b, format, []report.Input{input}, report.Options{}); err != nil {
				t.Fatal(err)
			}
			got := b.String()
			if format == "markdown" {
				got = strings.NewReplacer("&#58;", ":", "&#64;", "@").Replace(got)
			}
			if tt.want == "" && (strings.Contains(got, "\n      policy ") && format == "text" || strings.Contains(got, "signed by")) {
				t.Errorf("%s, %s: got %s", name, format, got)
			}
			if !strings.Contains(got, tt.want) || strings.Contains(got, "\x1b[31m") {
				t.Errorf("%s, %s: no %q in %s", name, format, tt.want, got)
			}
		}
	}
}
