package bundles_test

import (
	"bytes"
	"crypto/md5" // #nosec G501 -- Anchore's trigger ids
	"encoding/hex"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/bundles"
	"github.com/pratique-dev/pratique/rego"
	"github.com/pratique-dev/pratique/rego/catalog"
	"github.com/pratique-dev/pratique/translate/pyre"
)

type bundle struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Version    string `json:"version"`
	Comment    string `json:"comment"`
	Parameters map[string]struct {
		Description string `json:"description"`
	} `json:"parameters"`
	Policies          []policy          `json:"policies"`
	Whitelists        []whitelist       `json:"whitelists"`
	Mappings          []mapping         `json:"mappings"`
	WhitelistedImages []json.RawMessage `json:"whitelisted_images"`
	BlacklistedImages []json.RawMessage `json:"blacklisted_images"`
}

type policy struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Version string `json:"version"`
	Comment string `json:"comment"`
	Rules   []rule `json:"rules"`
}

type rule struct {
	ID             string  `json:"id"`
	Comment        string  `json:"comment"`
	Recommendation string  `json:"recommendation"`
	Gate           string  `json:"gate"`
	Trigger        string  `json:"trigger"`
	Action         string  `json:"action"`
	Params         []param `json:"params"`
}

type param struct {
	Name      string `json:"name"`
	Value     string `json:"value"`
	Parameter string `json:"parameter"`
}

type whitelist struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Version string `json:"version"`
	Comment string `json:"comment"`
	Items   []struct {
		ID        string `json:"id"`
		Comment   string `json:"comment"`
		Gate      string `json:"gate"`
		TriggerID string `json:"trigger_id"`
	} `json:"items"`
}

type mapping struct {
	ID           string            `json:"id"`
	Name         string            `json:"name"`
	Registry     string            `json:"registry"`
	Repository   string            `json:"repository"`
	Image        map[string]string `json:"image"`
	PolicyIDs    []string          `json:"policy_ids"`
	WhitelistIDs []string          `json:"whitelist_ids"`
}

func load(t *testing.T, name string) bundle {
	t.Helper()
	text, err := bundles.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var b bundle
	if err := decoder.Decode(&b); err != nil {
		t.Fatalf("reading %s: %v", name, err)
	}
	return b
}

func TestNames(t *testing.T) {
	t.Parallel()
	if names := bundles.Names(); !slices.Contains(names, "default") || !slices.Contains(names, "cis-docker-1.13") || !slices.IsSorted(names) {
		t.Errorf("got %v, want default and cis-docker-1.13 among them, sorted", names)
	}
	_, err := bundles.Get("../bundles/default")
	if err == nil || !strings.Contains(err.Error(), "default") {
		t.Errorf("got error %v, want one that lists the bundles", err)
	}
}

func TestEditions(t *testing.T) {
	t.Parallel()
	want := []string{"cis-docker-1.11", "cis-docker-1.6.0"}
	if diff := cmp.Diff(want, bundles.Editions()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	own := map[string]bool{}
	for _, r := range rulesOf(t, "cis-docker-1.13-runtime") {
		own[r.ID] = true
	}
	rules := rulesOf(t, "cis-docker-1.13-runtime")
	for _, r := range rulesOf(t, "cis-docker-1.13") {
		if !own[r.ID] {
			rules = append(rules, r)
		}
	}
	for _, name := range want {
		if diff := cmp.Diff(rules, rulesOf(t, name)); diff != "" {
			t.Errorf("%s: the rules of cis-docker-1.13-runtime, then those of cis-docker-1.13 with other ids (-want +got):\n%s", name, diff)
		}
		merged := load(t, name)
		var policies []string
		for _, p := range merged.Policies {
			policies = append(policies, p.ID)
		}
		if diff := cmp.Diff(policies, merged.Mappings[0].PolicyIDs); diff != "" {
			t.Errorf("%s: policies that the mapping does not name (-want +got):\n%s", name, diff)
		}
		if !slices.Contains(bundles.Benchmarks(), name) {
			t.Errorf("%s is not among the benchmarks", name)
		}
	}
	if b := bundles.Benchmarks(); !slices.Contains(b, "cis-docker-1.13") || slices.Contains(b, "default") || !slices.IsSorted(b) {
		t.Errorf("got the benchmarks %q", b)
	}
}

// TestSameIDs has rules of one id in the two bundles of an edition, of which it takes the first one's.
func TestSameIDs(t *testing.T) {
	t.Parallel()
	byID := map[string]rule{}
	for _, r := range rulesOf(t, "cis-docker-1.13-runtime") {
		r.Comment, r.Recommendation = "", ""
		byID[r.ID] = r
	}
	for _, r := range rulesOf(t, "cis-docker-1.13") {
		r.Comment, r.Recommendation = "", ""
		if other, ok := byID[r.ID]; ok && !bothListed[r.ID] {
			if diff := cmp.Diff(other, r); diff != "" {
				t.Errorf("%s: two rules have one id (-want +got):\n%s", r.ID, diff)
			}
		}
	}
}

// bothListed are of section 5, whose controls of containers say all that those of images do.
var bothListed = map[string]bool{"cis-5.6-ssh": true, "cis-5.8-ports": true, "cis-5.8-exposed": true}

func rulesOf(t *testing.T, name string) (rules []rule) {
	t.Helper()
	for _, p := range load(t, name).Policies {
		rules = append(rules, p.Rules...)
	}
	return rules
}

func TestShape(t *testing.T) {
	t.Parallel()
	library, err := catalog.Load(rego.FS)
	if err != nil {
		t.Fatal(err)
	}
	gates := library.Gates()
	for _, name := range bundles.Names() {
		if name == "anchore-blog" { // as it was printed
			continue
		}
		b := load(t, name)
		if b.ID == "" || b.Name == "" || b.Comment == "" || b.Version != "1_0" {
			t.Errorf("%s: got id %q, name %q, comment %q, version %q", name, b.ID, b.Name, b.Comment, b.Version)
		}
		policies, whitelists := []string{}, []string{}
		seen := map[string]bool{}
		for _, p := range b.Policies {
			policies = append(policies, p.ID)
			if p.Version != "1_0" || p.Name == "" || p.Comment == "" || len(p.Rules) == 0 {
				t.Errorf("%s: policy %s is not complete", name, p.ID)
			}
			for _, r := range p.Rules {
				if r.ID == "" || r.Comment == "" || r.Params == nil || seen[r.ID] {
					t.Errorf("%s: rule %q is not complete or not alone", name, r.ID)
				}
				seen[r.ID] = true
				if !slices.Contains(gates, r.Gate) || !slices.Contains([]string{"STOP", "WARN", "GO"}, r.Action) {
					t.Errorf("%s: rule %s: got gate %s and action %s", name, r.ID, r.Gate, r.Action)
				}
			}
		}
		for _, w := range b.Whitelists {
			whitelists = append(whitelists, w.ID)
		}
		if len(b.Mappings) == 0 {
			t.Errorf("%s: got no mapping", name)
		}
		last := b.Mappings[len(b.Mappings)-1]
		want := mapping{
			ID: "all", Name: "every image", Registry: "*", Repository: "*",
			Image: map[string]string{"type": "tag", "value": "*"}, PolicyIDs: policies, WhitelistIDs: whitelists,
		}
		if diff := cmp.Diff(want, last); diff != "" {
			t.Errorf("%s: last mapping (-want +got):\n%s", name, diff)
		}
	}
}

// TestWhitelistedIDs computes each trigger id from what its comment says is whitelisted.
func TestWhitelistedIDs(t *testing.T) {
	t.Parallel()
	for _, w := range load(t, "default").Whitelists {
		for _, item := range w.Items {
			trigger, message := "blacklist_userids", "Blacklisted uid '0' found in image's /etc/passwd: pentry="+item.Comment
			if item.Gate == "files" {
				path, mode, _ := strings.Cut(item.Comment, " ")
				trigger, message = "suid_or_guid_set", "SUID or SGID found set on file "+path+". Mode: "+mode
			}
			sum := md5.Sum([]byte(item.Gate + trigger + message)) // #nosec G401 -- as above
			if want := hex.EncodeToString(sum[:]); item.TriggerID != want {
				t.Errorf("%s: got trigger id %s, want %s", item.ID, item.TriggerID, want)
			}
		}
	}
}

// TestPatterns shows what the default bundle's regular expressions are for.
func TestPatterns(t *testing.T) {
	t.Parallel()
	tests := []struct {
		rule    string
		yes, no []string
	}{
		{
			"latest",
			[]string{"debian:latest", "debian:latest AS x", "--platform=linux/amd64 r.example.com:5000/a/b:latest"},
			[]string{"debian", "debian:12", "debian:latest-slim", "a:1 AS latest"},
		},
		{"ssh-key", []string{"/root/.ssh/id_rsa"}, []string{"/root/.ssh/id_rsa.pub", "/x/my_id_rsa"}},
		{"credentials", []string{"/root/.docker/config.json", "/.netrc"}, []string{"/srv/docker/config.json", "/root/.docker/config.json.md"}},
		{"sshd", []string{"/usr/sbin/sshd"}, []string{"/usr/sbin/sshd.bak", "/opt/usr/sbin/sshd"}},
		{"empty-password", []string{"app::19000:0:99999:7:::"}, []string{"app:!:19000:0:99999:7:::", "app:*::0:::::"}},
		{"sudo-without-password", []string{"NOPASSWD:", "NOPASSWD:ALL"}, []string{"ALL=(ALL:ALL)"}},
	}
	patterns := map[string]string{}
	for _, p := range load(t, "default").Policies {
		for _, r := range p.Rules {
			for _, param := range r.Params {
				if param.Name == "regex" || param.Name == "value" && strings.Contains(param.Value, "(") {
					patterns[r.ID] = param.Value
				}
			}
		}
	}
	if got, want := len(patterns), len(tests); got != want {
		t.Errorf("got %d rules with a pattern, want %d", got, want)
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			re2, err := pyre.Match(patterns[tt.rule])
			if err != nil {
				t.Fatal(err)
			}
			checkMatches(t, re2, tt.yes, tt.no)
		})
	}
}

func checkMatches(t *testing.T, re2 string, yes, no []string) {
	t.Helper()
	re := regexp.MustCompile(re2)
	for _, s := range yes {
		if !re.MatchString(s) {
			t.Errorf("%s: got no match for %q", re2, s)
		}
	}
	for _, s := range no {
		if re.MatchString(s) {
			t.Errorf("%s: got a match for %q", re2, s)
		}
	}
}
