package lint

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pratique-dev/pratique/bundles"
	"github.com/pratique-dev/pratique/translate/anchore"
)

func decode(t testing.TB, text string) *anchore.Value {
	t.Helper()
	v, _, err := anchore.Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// short are problems as "KIND POINTER".
func short(list []Problem) []string {
	var lines []string
	for _, p := range list {
		line := p.Kind + " " + p.Pointer
		if p.Severity != Warning {
			line = string(p.Severity) + " " + line
		}
		lines = append(lines, line)
	}
	return lines
}

const everywhere = `"mappings": [{"id": "m", "name": "m", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"], "whitelist_ids": ["w"]}]`

// bundleOf is a bundle with rules, each "gate;trigger;name=value;…" and its action stop.
func bundleOf(t testing.TB, rules ...string) string {
	t.Helper()
	var list []string
	for _, r := range rules {
		words := strings.Split(r, ";")
		params := []map[string]string{}
		for _, word := range words[2:] {
			name, value, _ := strings.Cut(word, "=")
			params = append(params, map[string]string{"name": name, "value": value})
		}
		text, err := json.Marshal(params)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, fmt.Sprintf(`{"gate": %q, "trigger": %q, "action": "STOP", "params": %s}`, words[0], words[1], text))
	}
	return `{"policies": [{"id": "p", "rules": [` + strings.Join(list, ",") + `]}], ` + everywhere + `}`
}

// at is the pointer of the n-th parameter of the rule.
func at(n int) string { return fmt.Sprintf("/policies/0/rules/0/params/%d/value", n) }

const ruleItself = "/policies/0/rules/0"

func TestRules(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, rule string
		want       []string
	}{
		{"unknown gate", "no;such;a=b", nil},
		{"FROM in a guess", "dockerfile;instruction;instruction=FROM;check=!=;value=node:slim", []string{"from-guessed " + ruleItself}},
		{"FROM in a guess, not like", "dockerfile;instruction;instruction=FROM;check=not_like;value=node:.*", []string{"from-guessed " + ruleItself}},
		{"FROM in a guess, not in", "Dockerfile;Instruction;instruction=FROM;check=not_in;value=a, b", []string{"from-guessed " + ruleItself}},
		{"FROM with scratch", "dockerfile;instruction;instruction=FROM;check=not_in;value=a, scratch", []string{"from-guessed " + ruleItself}},
		{"FROM of actual Dockerfiles", "dockerfile;instruction;instruction=FROM;check=!=;value=a;actual_dockerfile_only=True", nil},
		{"FROM exists", "dockerfile;instruction;instruction=FROM;check=exists", []string{"always-fires " + ruleItself}},
		{"FROM does not exist", "dockerfile;instruction;instruction=FROM;check=not_exists", []string{"never-fires " + ruleItself}},
		{"FROM like", "dockerfile;instruction;instruction=FROM;check=like;value=.*:latest", []string{"from-guessed " + ruleItself}},
		{"FROM like scratch", "dockerfile;instruction;instruction=FROM;check=like;value=scr.*", nil},
		{"FROM in", "dockerfile;instruction;instruction=FROM;check=in;value=a,b", []string{"from-guessed " + ruleItself}},
		{"instruction in the value", "dockerfile;instruction;instruction=RUN;check=like;value=^RUN apt", []string{"instruction-in-value " + at(2)}},
		{"root by name", "dockerfile;effective_user;users=root,admin;type=blacklist", []string{"root-by-number " + at(0), "info last-user " + ruleItself}},
		{"root by name and number", "dockerfile;effective_user;users=root, 0;type=blacklist", []string{"info last-user " + ruleItself}},
		{"nobody", "dockerfile;effective_user;users= ,;type=blacklist", []string{"never-fires " + at(0), "info last-user " + ruleItself}},
		{"allowed users", "dockerfile;effective_user;users=app;type=whitelist", []string{"info last-user " + ruleItself}},
		{"a path of the kernel", "retrieved_files;content_regex;path=/proc/sys/kernel/pid_max;check=match;regex=256", []string{"path-never-in-image " + at(0)}},
		{"a file called like one", "retrieved_files;content_regex;path=/processes;check=match;regex=256", nil},
		{"a relative path", "retrieved_files;content_not_available;path=etc/passwd", []string{"path-never-in-image " + at(0)}},
		{"an attribute in /dev", "files;attribute_match;filename=/dev", []string{"path-never-in-image " + at(0)}},
		{"words with a blank", "retrieved_files;content_regex;path=/a;check=match;regex=SSLEnabled true", []string{"expression-needs-blank " + at(2)}},
		{"words with white space", "retrieved_files;content_regex;path=/a;check=no_match;regex=(?:a\\s+b|a\\tb)", []string{"expression-needs-blank " + at(2)}},
		{"words that may have a blank", "retrieved_files;content_regex;path=/a;check=match;regex=a\\s*b|", nil},
		{"words, one way with a blank", "retrieved_files;content_regex;path=/a;check=match;regex=a b|c", nil},
		{"words and any character", "retrieved_files;content_regex;path=/a;check=match;regex=a[^b]c", nil},
		{"no path", "files;name_match;regex=id_rsa$", []string{"never-fires " + at(0)}},
		{"a path", "files;name_match;regex=.*id_rsa$", nil},
		{"a path by class", "files;name_match;regex=[!-0]etc", nil},
		{"a path after what may be empty", "files;name_match;regex=^x?y*(?:z{0,2})/etc", nil},
		{"no path after what may be empty", "files;name_match;regex=^x?y*etc", []string{"never-fires " + at(0)}},
		{"one of two is a path", "files;name_match;regex=(?:etc|/etc)", nil},
		{"not an expression", "files;name_match;regex=*", nil},
		{"bytes", "metadata;attribute;attribute=size;check=>;value=125000", []string{"size-under-1mb " + at(2)}},
		{"kilobytes", "metadata;attribute;attribute=size;check=<=;value=1023kb", []string{"size-under-1mb " + at(2)}},
		{"megabytes", "metadata;attribute;attribute=size;check=>;value=1mb", nil},
		{"more than fits", "metadata;attribute;attribute=size;check=>;value=99999999999999999999", nil},
		{"no size", "metadata;attribute;attribute=size;check=>;value=big", nil},
		{"no layers", "metadata;attribute;attribute=layer_count;check=<;value=0", []string{"never-fires " + at(2)}},
		{"any layers", "metadata;attribute;attribute=layer_count;check=>=;value=0", []string{"always-fires " + at(2)}},
		{"some layers", "metadata;attribute;attribute=layer_count;check=>;value=40", nil},
		{"versions", "metadata;attribute;attribute=distro_version;check=<;value=9", []string{"text-order " + at(1)}},
		{"architecture", "metadata;attribute;attribute=architecture;check=in;value=amd64,aarch64", []string{"architecture-name " + at(2)}},
		{"right architecture", "metadata;attribute;attribute=architecture;check=!=;value=amd64", nil},
		{"root's account", "passwd_file;blacklist_userids;user_ids=0", []string{"uid-0-always " + at(0)}},
		{"root's account by the alias", "passwd_file;blacklist_userids;useridblacklist=5, 0", []string{"uid-0-always " + at(0)}},
		{"root's group", "passwd_file;blacklist_groupids;group_ids=0", []string{"uid-0-always " + at(0)}},
		{"root's name", "passwd_file;blacklist_usernames;user_names=root", []string{"uid-0-always " + at(0)}},
		{"another account", "passwd_file;blacklist_userids;user_ids=10", nil},
		{"release of apk", "packages;blacklist;name=a;version=1.2.3-r4", []string{"version-with-release " + at(1)}},
		{"release of rpm", "packages;blacklist;name=a;version=1.2.3-4.el8_1", []string{"version-with-release " + at(1)}},
		{"revision of dpkg", "packages;blacklist;name=a;version=1.2.3-4", nil},
		{"required release", "packages;required_package;name=a;version=1.2.3-r0;version_match_type=minimum", []string{"version-order " + at(1)}},
		{"required epoch, tilde, letters", "packages;required_package;name=a;version=1:1.0~rc1;version_match_type=minimum", []string{"version-order " + at(1), "version-order " + at(1)}},
		{"required letters", "packages;required_package;name=a;version=1.0.rc1;version_match_type=minimum", []string{"version-order " + at(1)}},
		{"required exactly", "packages;required_package;name=a;version=1:1.0~rc1-r0", nil},
		{"verify", "packages;verify;only_packages=ssh;only_directories=/etc/sshd", []string{"verify-package-not-installed " + at(0)}},
		{"verify nothing", "packages;verify;only_directories=etc", []string{"path-never-in-image " + at(0)}},
		{"secret", "secret_scans;content_regex_checks;content_regex_name=AWS", []string{"secret-name " + at(0)}},
		{"secrets", "secret_scans;content_regex_checks;content_regex_name=API_KEY,PRIV_KEY", []string{"info secret-name " + at(0)}},
		{"a default secret", "secret_scans;content_regex_checks;content_regex_name=API_KEY", nil},
		{"more than critical", "vulnerabilities;package;package_type=all;severity=critical", []string{"never-fires " + at(1)}},
		{"less than unknown", "vulnerabilities;package;package_type=all;severity=unknown;severity_comparison=<", []string{"never-fires " + at(1)}},
		{"critical", "vulnerabilities;package;package_type=all;severity=critical;severity_comparison=>=", nil},
		{"an example", "dockerfile;instruction;instruction=LABEL;check=like;value=maintainer=you@example.com", []string{"placeholder " + at(2)}},
		{"a thing to fill in", "licenses;blacklist_exact_match;licenses=<licence>", []string{"placeholder " + at(0)}},
		{"a named group", "files;name_match;regex=/(?P<name>x)", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, short(Bundle(decode(t, bundleOf(t, tt.rule)))), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBundle(t *testing.T) {
	t.Parallel()
	mapping := func(registry, repository, kind, value string) string {
		return fmt.Sprintf(`{"name": "m", "registry": %q, "repository": %q, "image": {"type": %q, "value": %q}, "policy_ids": ["p"]}`, registry, repository, kind, value)
	}
	mappings := func(list ...string) string { return `{"mappings": [` + strings.Join(list, ",") + `]}` }
	const digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	tests := []struct {
		name, bundle string
		want         []string
	}{
		{"no mapping", `{}`, []string{"no-mappings "}},
		{"no object", `[]`, nil},
		{"nonsense", `{"policies": [1, {"rules": 1}, {"rules": [null, {"gate": 1}]}], "mappings": [1, {"image": null}]}`, nil},
		{"equal rules", bundleOf(t, "always;always", "a;b;c=d", "A;B;C=d", "a;b;c=e"), []string{"duplicate-rule /policies/0/rules/2"}},
		{"rules equal but for the action", strings.Replace(bundleOf(t, "a;b;c=d", "a;b;c=d"), "STOP", "WARN", 1), []string{"duplicate-rule /policies/0/rules/1"}},
		{"rules of one id", `{"policies": [{"id": "p", "rules": [{"id": "r", "gate": "a", "trigger": "b"}, {"id": "r", "gate": "c", "trigger": "d"}]}], ` + everywhere + `}`,
			[]string{"duplicate-id /policies/0/rules/1"}},
		{"accounts with a whitelist", strings.Replace(bundleOf(t, "passwd_file;blacklist_userids;user_ids=0"), "{", `{"whitelists": [{"id": "w", "items": [{"gate": "Passwd_File"}]}],`, 1), nil},
		{"behind the same", mappings(mapping("docker.io", "a", "tag", "1"), mapping("docker.io", "a", "tag", "1")), []string{"unreachable /mappings/1"}},
		{"behind a wildcard", mappings(mapping("*", "team/*", "tag", "*"), mapping("docker.io", "team/a*", "tag", "regexp:v.*")), []string{"unreachable /mappings/1"}},
		{"behind an expression", mappings(mapping("regexp:docker", "*", "tag", "*"), mapping("docker.io", "a", "tag", "1")), []string{"unreachable /mappings/1"}},
		{"not behind an expression", mappings(mapping("regexp:docker", "*", "tag", "*"), mapping("docker.io*", "a", "tag", "1"), mapping("quay.io", "a", "tag", "1")), nil},
		{"not behind a narrower one", mappings(mapping("*", "team/a*", "tag", "*"), mapping("*", "team/*", "tag", "*")), nil},
		{"behind an id", mappings(mapping("*", "*", "id", "a"), mapping("docker.io", "a", "id", "a"), mapping("docker.io", "a", "id", "b"), mapping("docker.io", "a", "tag", "a")), []string{"unreachable /mappings/1"}},
		{"an id behind a tag", mappings(mapping("docker.io", "*", "tag", "*"), mapping("docker.io", "a", "id", "a")), nil},
		{"Docker Hub", mappings(mapping("dockerhub", "a", "tag", "1"), mapping("localhost", "a", "tag", "1")), []string{"never-matches /mappings/0/registry"}},
		{"a digest as tag", mappings(mapping("*", "a", "tag", digest)), []string{"never-matches /mappings/0/image/value"}},
		{"a digest with a star", mappings(mapping("*", "a", "digest", "sha256:*")), []string{"never-matches /mappings/0/image/value"}},
		{"an example", mappings(mapping("registry.example.com", "your-team/*", "tag", "*")), []string{"placeholder /mappings/0/registry", "placeholder /mappings/0/repository"}},
		{"mappings of one id", `{"mappings": [{"id": "m"}, {"id": "m"}]}`, []string{"duplicate-id /mappings/1"}},
		{"image lists", `{"blacklisted_images": [` + mapping("quay.io", "*", "tag", "*") + "," + mapping("quay.io", "a", "tag", "1") + `], ` + everywhere + `}`,
			[]string{"unreachable /blacklisted_images/1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, short(Bundle(decode(t, tt.bundle))), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestShipped holds the shipped bundles to their own lint.
func TestShipped(t *testing.T) {
	t.Parallel()
	for _, name := range bundles.Names() {
		if name == "anchore-blog" { // as it was printed, with all that is wrong with it
			continue
		}
		text, err := bundles.Get(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range Bundle(decode(t, string(text))) {
			if p.Severity != Info {
				t.Errorf("%s: %s", name, p)
			}
		}
	}
}

func TestProblem(t *testing.T) {
	t.Parallel()
	p := Problem{Warning, "k", "/a\nb", "x\x1b[2J"}
	if got, want := p.String(), `warning: /a\nb: k: x\x1b[2J`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// FuzzBundle checks that no bundle takes long or panics.
func FuzzBundle(f *testing.F) {
	f.Add(bundleOf(f, "files;name_match;regex=(?:a|b)*{2}", "retrieved_files;content_regex;regex=[ ]"))
	f.Add(`{"mappings": [{"registry": "regexp:(", "repository": "*", "image": {"value": "*"}}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		v, _, err := anchore.Decode([]byte(text))
		if err != nil {
			return
		}
		for _, p := range Bundle(v) {
			if p.Kind == "" || p.Message == "" {
				t.Errorf("%+v says nothing", p)
			}
		}
		Whitelists(v, WhitelistOptions{})
	})
}
