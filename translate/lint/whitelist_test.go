package lint

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestWhitelists(t *testing.T) {
	t.Parallel()
	const md5 = "41cb7cdf04850e33a11f80c42bf660b3"
	options := WhitelistOptions{
		Gates: []string{"always", "files", "hardening", "malware", "practice", "retrieved_files", "runtime", "vulnerabilities"}, Ended: []string{"anchoresec"},
		Now: time.Date(2024, 3, 15, 12, 0, 0, 0, time.UTC), Within: 30 * 24 * time.Hour,
	}
	const item0, id0 = "/whitelists/0/items/0", "/whitelists/0/items/0/trigger_id"
	tests := []struct {
		name, items string
		want        []string
	}{
		{"right", `{"gate": "files", "trigger_id": "MD5"}`, nil},
		{"expired", `{"gate": "files", "trigger_id": "MD5", "expires_on": "2024-03-15T12:00:00Z"}`, []string{"expired " + item0}},
		{"expires soon", `{"gate": "files", "trigger_id": "MD5", "expires_on": "2024-04-14T11:59:59Z"}`, []string{"expires-soon " + item0}},
		{"expires later", `{"gate": "files", "trigger_id": "MD5", "expires_on": "2024-04-14T12:00:00Z"}`, nil},
		{"no time", `{"gate": "files", "trigger_id": "MD5", "expires_on": "soon"}`, []string{"error bad-expiry " + item0 + "/expires_on"}},
		{"all", `{"gate": "files", "trigger_id": "*"}`, []string{"over-broad " + id0}},
		{"all by expression", `{"gate": "files", "trigger_id": "regexp:.*"}`, []string{"over-broad " + id0}},
		{"any hash", `{"gate": "files", "trigger_id": "regexp:[0-9a-f]{32}$"}`, []string{"over-broad " + id0}},
		{"all vulnerabilities", `{"gate": "vulnerabilities", "trigger_id": "*-*"}`, []string{"over-broad " + id0}},
		{"all of one package", `{"gate": "vulnerabilities", "trigger_id": "*+openssl"}`, nil},
		{"all of a file", `{"gate": "retrieved_files", "trigger_id": "*+file:///etc/passwd"}`, nil},
		{"always", `{"gate": "always", "trigger_id": "*"}`, nil},
		{"of the author's own rules", `{"gate": "rego", "trigger_id": "*"}`, []string{"over-broad " + id0}},
		{"one of the author's own rules", `{"gate": "rego", "trigger_id": "anything at all"}`, nil},
		{"gone", `{"gate": "anchoresec", "trigger_id": "CVE-1+x"}`, []string{"never-matches " + item0 + "/gate"}},
		{"unknown", `{"gate": "flies", "trigger_id": "MD5"}`, []string{"never-matches " + item0 + "/gate"}},
		{"no hash", `{"gate": "files", "trigger_id": "/usr/bin/passwd"}`, []string{"never-matches " + id0}},
		{"upper case", `{"gate": "files", "trigger_id": "41CB7CDF04850E33A11F80C42BF660B3"}`, []string{"never-matches " + id0}},
		{"no always", `{"gate": "always", "trigger_id": "MD5"}`, []string{"never-matches " + id0}},
		{"a vulnerability", `{"gate": "vulnerabilities", "trigger_id": "CVE-2019-5021+baselayout"}`, nil},
		{"a vulnerability without package", `{"gate": "vulnerabilities", "trigger_id": "CVE-2019-5021"}`, []string{"never-matches " + id0}},
		{"a retrieved file", `{"gate": "retrieved_files", "trigger_id": "None+file:///etc/x"}`, nil},
		{"malware", `{"gate": "malware", "trigger_id": "clamav+Eicar+MD5"}`, nil},
		{"malware by path", `{"gate": "malware", "trigger_id": "clamav+Eicar+/tmp/x"}`, []string{"never-matches " + id0}},
		{"no expression", `{"gate": "files", "trigger_id": "regexp:("}`, []string{"error bad-pattern " + id0}},
		{"blanks before an expression", `{"gate": "files", "trigger_id": " regexp:a"}`, []string{"error bad-pattern " + id0}},
		{"the same", `{"gate": "files", "trigger_id": "MD5"}, {"gate": "Files", "trigger_id": "MD5"}`, []string{"duplicate-item /whitelists/0/items/1"}},
		{"the same for longer", `{"gate": "files", "trigger_id": "MD5", "expires_on": "2025-01-01T00:00:00Z"}, {"gate": "files", "trigger_id": "MD5"}`, nil},
		{"the same for less long", `{"gate": "files", "trigger_id": "MD5", "expires_on": "2026-01-01T00:00:00Z"}, {"gate": "files", "trigger_id": "MD5", "expires_on": "2025-01-01T00:00:00Z"}`,
			[]string{"duplicate-item /whitelists/0/items/1"}},
		{"behind a pattern", `{"gate": "vulnerabilities", "trigger_id": "*+openssl"}, {"gate": "vulnerabilities", "trigger_id": "CVE-1+openssl"}`, []string{"shadowed-item /whitelists/0/items/1"}},
		{"behind an expired pattern", `{"gate": "vulnerabilities", "trigger_id": "*+openssl", "expires_on": "2020-01-01T00:00:00Z"}, {"gate": "vulnerabilities", "trigger_id": "CVE-1+openssl"}`,
			[]string{"expired /whitelists/0/items/0"}},
		{"items of one id", `{"id": "i", "gate": "files", "trigger_id": "MD5"}, {"id": "i", "gate": "files", "trigger_id": "01cb7cdf04850e33a11f80c42bf660b3"}`, []string{"duplicate-id /whitelists/0/items/1"}},
		{"an old id", `{"gate": "hardening", "trigger_id": "2834915b691a129ad455d682a7d2a048"}`, []string{"old-trigger-id " + id0}},
		{"an old id with a port", `{"gate": "hardening", "trigger_id": "c5ea11c3b6f1969274d89a7769541762"}`, []string{"old-trigger-id " + id0}},
		{"an old id of another gate", `{"gate": "files", "trigger_id": "2834915b691a129ad455d682a7d2a048"}`, nil},
		{"nonsense", `1, {"gate": null}, {"gate": "files"}`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			items := strings.ReplaceAll(tt.items, "MD5", md5)
			var got []string
			for _, line := range short(Whitelists(decode(t, `{"whitelists": [{"id": "w", "items": [`+items+`]}], `+everywhere+`}`), options)) {
				if !strings.HasPrefix(line, "info ") {
					got = append(got, line)
				}
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhitelistInfo(t *testing.T) {
	t.Parallel()
	bundle := `{"whitelists": [{"id": "w", "items": [
		{"gate": "always", "trigger_id": "always"},
		{"gate": "files", "trigger_id": "41cb7cdf04850e33a11f80c42bf660b3", "comment": "so", "expires_on": "2030-01-01T00:00:00Z"}
	]}, {"id": "x"}], ` + everywhere + `}`
	want := []string{"info no-expiry /whitelists/0/items/0", "info no-reason /whitelists/0/items/0", "info unused-whitelist /whitelists/1"}
	if diff := cmp.Diff(want, short(Whitelists(decode(t, bundle), WhitelistOptions{Gates: []string{"always", "files"}}))); diff != "" {
		t.Error(diff)
	}
}
