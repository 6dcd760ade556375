package vulnerabilities

import (
	"strings"
	"testing"
)

// TestScore has vectors and scores as the NVD and FIRST publish them.
func TestScore(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		vector, version              string
		base, exploitability, impact float64 // -1: none
	}{
		{"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", "3.1", 10, 3.9, 6.0},                   // CVE-2021-44228
		{"CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", "3.1", 7.8, 1.8, 5.9},                  // CVE-2021-3156
		{"CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", "3.0", 7.5, 3.9, 3.6},                  // CVE-2014-0160
		{"CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", "3.1", 6.1, 2.8, 2.7},                  // the usual cross-site scripting
		{"CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:C/C:N/I:N/A:N", "3.1", 0, 0.2, 0},                      // the formula's impact is below 0
		{"AV:N/AC:L/Au:N/C:P/I:N/A:N", "2.0", 5.0, 10, 2.9},                                     // CVE-2014-0160
		{"(AV:N/AC:M/Au:N/C:C/I:C/A:C)", "2.0", 9.3, 8.6, 10},                                   // in the parentheses of old reports
		{"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "4.0", 9.3, -1, -1}, // FIRST's examples
		{"CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "4.0", 7.3, -1, -1}, // FIRST's examples
	} {
		got, version, err := score(tc.vector)
		if err != nil || version != tc.version {
			t.Errorf("%s: got %s, %v", tc.vector, version, err)
			continue
		}
		for _, s := range []struct {
			name string
			got  *float64
			want float64
		}{{"base", got.Base, tc.base}, {"exploitability", got.Exploitability, tc.exploitability}, {"impact", got.Impact, tc.impact}} {
			if s.want < 0 != (s.got == nil) || s.got != nil && *s.got != s.want {
				t.Errorf("%s: %s: got %v, want %v", tc.vector, s.name, s.got, s.want)
			}
		}
	}
}

func TestRating(t *testing.T) {
	t.Parallel()
	base := 5.0
	for _, tc := range []struct{ name, version, vector, err string }{
		{name: "neither", version: "3.1", err: "CVSS 3.1 has neither vector nor score"},
		{name: "bad vector", version: "3.1", vector: "CVSS:3.1/AV:X", err: `reading CVSS vector "CVSS:3.1/AV:X": `},
	} {
		if _, err := rating(tc.version, tc.vector, scores{}); err == nil || !strings.HasPrefix(err.Error(), tc.err) {
			t.Errorf("%s: got error %v, want %s…", tc.name, err, tc.err)
		}
		got, err := rating(tc.version, tc.vector, scores{Base: &base})
		if err != nil || got.BaseScore == nil || *got.BaseScore != base || got.Version != tc.version {
			t.Errorf("%s with a score: got %+v, %v", tc.name, got, err)
		}
	}
}

func FuzzScore(f *testing.F) {
	f.Add("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N")
	f.Add("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H")
	f.Add("AV:N/AC:L/Au:N/C:P/I:N/A:N")
	f.Fuzz(func(t *testing.T, vector string) {
		got, _, err := score(vector)
		if err == nil && (got.Base == nil || *got.Base < 0 || *got.Base > 10) {
			t.Errorf("%q scores %v", vector, got.Base)
		}
	})
}
