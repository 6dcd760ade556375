package version_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/internal/vulndb/osv"
	"github.com/pratique-dev/pratique/internal/vulndb/version"
)

var record = flag.Bool("record", false, "write anew what the ecosystems' own tools say of pairs of versions")

// pair are two versions, and how the tool orders them: -1, 0 or 1.
type pair struct {
	a, b  string
	order int
}

// tool is what decides the order of an ecosystem's versions. Its answers are recorded in testdata/pairs, and compared
// with it where it is installed.
type tool struct {
	family string
	// ask gives the orders of pairs; ok is false where the tool is not installed.
	ask      func(t *testing.T, pairs []pair) (orders []int, ok bool)
	versions func(t *testing.T) []string
	known    [][2]string // pairs that are known to differ
}

// combined are all texts made of one part of each list.
func combined(parts ...[]string) []string {
	list := []string{""}
	for _, some := range parts {
		var longer []string
		for _, text := range list {
			for _, part := range some {
				longer = append(longer, text+part)
			}
		}
		list = longer
	}
	return list
}

// sampled are the versions of the real records of a folder.
func sampled(t *testing.T, folder string) []string {
	t.Helper()
	var list []string
	err := (&osv.Source{Path: "../testdata/osv/" + folder}).Read(osv.Options{}, func(r osv.Record) error {
		for _, a := range r.Affected {
			list = append(list, a.Versions...)
			for _, of := range a.Ranges {
				for _, e := range of.Events {
					list = append(list, e.Version)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(list)
	return slices.DeleteFunc(slices.Compact(list), func(v string) bool { return v == "0" })
}

// run gives a program the pairs as JSON on its standard input, and reads an order a line.
func run(t *testing.T, pairs []pair, name string, arguments ...string) ([]int, bool) {
	t.Helper()
	program, err := exec.LookPath(name)
	if err != nil {
		return nil, false
	}
	var texts [][2]string
	for _, p := range pairs {
		texts = append(texts, [2]string{p.a, p.b})
	}
	input, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program, arguments...)
	command.Stdin = bytes.NewReader(input)
	command.Env = append(os.Environ(), "NODE_PATH=/usr/lib/node_modules/npm/node_modules:/usr/local/lib/node_modules/npm/node_modules:/usr/share/nodejs")
	out, err := command.Output()
	if err != nil {
		t.Logf("%s: %v", name, err)
		return nil, false // the library is not installed
	}
	var orders []int
	for line := range strings.FieldsSeq(string(out)) {
		order, err := strconv.Atoi(line)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		orders = append(orders, order)
	}
	return orders, true
}

const (
	askPython = `import json, sys
try:
    from packaging.version import Version
except ImportError:
    from pip._vendor.packaging.version import Version
for a, b in json.load(sys.stdin):
    x, y = Version(a), Version(b)
    print((x > y) - (x < y))`
	askRuby = `require "json"
JSON.parse(STDIN.read).each { |a, b| puts Gem::Version.new(a) <=> Gem::Version.new(b) }`
	askNode = `const semver = require("semver")
for (const [a, b] of JSON.parse(require("fs").readFileSync(0))) console.log(semver.compare(a, b))`
)

func askDpkg(_ *testing.T, pairs []pair) ([]int, bool) {
	dpkg, err := exec.LookPath("dpkg")
	if err != nil {
		return nil, false
	}
	var orders []int
	for _, p := range pairs {
		order := 0
		if exec.Command(dpkg, "--compare-versions", p.a, "lt", p.b).Run() == nil {
			order = -1
		} else if exec.Command(dpkg, "--compare-versions", p.a, "gt", p.b).Run() == nil {
			order = 1
		}
		orders = append(orders, order)
	}
	return orders, true
}

// askRPM asks rpm's own Lua, whose versions have epochs and releases.
func askRPM(t *testing.T, pairs []pair) ([]int, bool) {
	t.Helper()
	rpm, err := exec.LookPath("rpm")
	if err != nil {
		return nil, false
	}
	var orders []int
	for chunk := range slices.Chunk(pairs, 200) {
		var script strings.Builder
		script.WriteString("%{lua: local function c(a, b) a, b = rpm.ver(a), rpm.ver(b); print(a < b and -1 or b < a and 1 or 0, \"\") end\n")
		for _, p := range chunk {
			fmt.Fprintf(&script, "c(%q, %q)\n", p.a, p.b)
		}
		script.WriteString("}")
		out, err := exec.Command(rpm, "--eval", script.String()).Output()
		if err != nil {
			t.Logf("rpm: %v", err) // before 4.17 it has no such versions
			return nil, false
		}
		for field := range strings.FieldsSeq(string(out)) {
			order, err := strconv.Atoi(field)
			if err != nil {
				t.Fatalf("rpm: %v", err)
			}
			orders = append(orders, order)
		}
	}
	return orders, true
}

// askMaven asks Maven's ComparableVersion, whose main program compares each version with the one before.
func askMaven(t *testing.T, pairs []pair) ([]int, bool) {
	t.Helper()
	java, err := exec.LookPath("java")
	if err != nil {
		return nil, false
	}
	const classes = "/usr/share/java/maven3-artifact.jar:/usr/share/java/commons-lang3.jar"
	var list []string
	for _, p := range pairs {
		list = append(list, p.a, p.b)
	}
	out, err := exec.Command(java, append([]string{"-cp", classes, "org.apache.maven.artifact.versioning.ComparableVersion"}, list...)...).Output()
	if err != nil {
		return nil, false
	}
	var orders []int
	for line := range strings.Lines(string(out)) { // "   1.0 < 1.1" between the versions
		if fields := strings.Fields(line); len(fields) == 3 && strings.HasPrefix(line, "   ") && slices.Contains([]string{"<", "==", ">"}, fields[1]) {
			order := slices.Index([]string{"<", "==", ">"}, fields[1]) - 1
			if order < -1 {
				t.Fatalf("maven: %s", line)
			}
			orders = append(orders, order)
		}
	}
	var every []int
	for i := 0; i < len(orders); i += 2 { // between b and the next a nobody asked
		every = append(every, orders[i])
	}
	return every, true
}

func tools() []tool {
	return []tool{
		{family: "Debian", ask: askDpkg, versions: func(*testing.T) []string {
			return combined([]string{"", "0:", "1:"}, []string{"1.0", "1.0~rc1", "1.0+dfsg", "1.0a", "1.10", "1.0.0", "2.36", "20240101", "1.0~~"}, []string{"", "-0", "-1", "-1+deb12u1", "-1~bpo11+1", "-0ubuntu0.1"})
		}},
		{family: "Red Hat", ask: askRPM, versions: func(t *testing.T) []string {
			return append(sampled(t, "almalinux"), combined([]string{"", "0:", "1:"}, []string{"1.0", "1.0~rc1", "1.0^git1", "1.0a", "1.0.1", "1.10", "20240101", "1.0_2", "1.0.0"},
				[]string{"-1.el9", "-1.el9_2", "-10.el9", "-0.1.rc1.el9", "-1.module_el8.9.0+3895+92d465e0", "-1.el9.alma.1"})...)
		}},
		{family: "PyPI", ask: func(t *testing.T, pairs []pair) ([]int, bool) { return run(t, pairs, "python3", "-c", askPython) }, versions: func(t *testing.T) []string {
			list := append(sampled(t, "pypi"), combined([]string{"", "v", "1!"}, []string{"1.0", "1.0.0", "1.10", "2", "0.9"}, []string{"", "a1", "b2", "rc1", ".dev1", "-alpha.2", "c1"}, []string{"", ".post1", "-1", ".post2.dev3"}, []string{"", "+local.1", "+1"})...)
			return slices.DeleteFunc(list, func(v string) bool { _, err := version.PyPI.Parse(v); return err != nil })
		}},
		{family: "RubyGems", ask: func(t *testing.T, pairs []pair) ([]int, bool) { return run(t, pairs, "ruby", "-e", askRuby) }, versions: func(*testing.T) []string {
			return combined([]string{"0", "1", "1.0", "1.0.0", "1.10", "2.2.2", "3.1.0.1"}, []string{"", ".a", ".pre1", ".pre.1", ".rc2", ".beta10", ".alpha.3", "-rc1", ".1b", ".0"})
		}},
		{family: "npm", ask: func(t *testing.T, pairs []pair) ([]int, bool) { return run(t, pairs, "node", "-e", askNode) }, versions: func(*testing.T) []string {
			return combined([]string{"1.0.0", "0.9.9", "1.0.1", "1.10.0", "1.2.0", "10.0.0"}, []string{"", "-alpha", "-alpha.1", "-alpha.beta", "-beta.11", "-beta.2", "-rc.1", "-0", "-x.7.z.92", "-1a", "-a-b"}, []string{"", "+build", "+1"})
		}},
		{family: "Maven", ask: askMaven, versions: func(t *testing.T) []string {
			return append(sampled(t, "ghsa"), combined([]string{"1", "1.0", "1.0.0", "1.10", "2.1.3"}, []string{"", "-SNAPSHOT", "-alpha-1", "-beta2", "-RC1", "-M3", ".Final", ".GA", ".RELEASE", "-1", "-sp1", "-jre", "-incubating"})...)
		}, known: [][2]string{{"4.0.M2", "4.0.0.Beta12"}, {"1.0.0.Beta2", "1.0.0-beta-3593"}}},
	}
}

// pairsOf are as many pairs as testdata has of an ecosystem, always the same.
func pairsOf(t *testing.T, of tool) []pair {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	versions := of.versions(t)
	var pairs []pair
	for len(pairs) < 1000 {
		pairs = append(pairs, pair{a: versions[random.IntN(len(versions))], b: versions[random.IntN(len(versions))]})
	}
	for _, k := range of.known {
		pairs = append(pairs, pair{a: k[0], b: k[1]})
	}
	return pairs
}

func pairsFile(family string) string {
	return "testdata/pairs/" + strings.ReplaceAll(family, " ", "-") + ".txt"
}

func readPairs(t *testing.T, family string) []pair {
	t.Helper()
	f, err := os.Open(pairsFile(family))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var pairs []pair
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) != 3 {
			t.Fatalf("%s: %q", family, lines.Text())
		}
		pairs = append(pairs, pair{fields[0], fields[2], slices.Index([]string{"<", "=", ">"}, fields[1]) - 1})
	}
	return pairs
}

// TestTools compares with the tools of the ecosystems: with what they have said of a thousand pairs each, and with
// themselves where they are installed.
func TestTools(t *testing.T) {
	t.Parallel()
	for _, of := range tools() {
		t.Run(of.family, func(t *testing.T) {
			t.Parallel()
			if *record {
				recordPairs(t, of)
			}
			pairs := readPairs(t, of.family)
			if len(pairs) < 1000 {
				t.Fatalf("only %d pairs", len(pairs))
			}
			differ := 0
			for _, p := range pairs {
				got := compare(t, version.Of(of.family), p.a, p.b)
				switch {
				case slices.Contains(of.known, [2]string{p.a, p.b}):
					differ++
				case got != p.order:
					t.Errorf("%s and %s: got %d, want %d", p.a, p.b, got, p.order)
				}
			}
			if differ != len(of.known) {
				t.Errorf("%d pairs that are known to differ, want %d", differ, len(of.known))
			}
			if of.family == "Debian" {
				pairs = pairs[:200] // a process each
			}
			orders, ok := of.ask(t, pairs)
			if !ok {
				t.Skip("what decides is not installed: compared with what it has said")
			}
			if len(orders) != len(pairs) {
				t.Fatalf("%d answers to %d pairs", len(orders), len(pairs))
			}
			for i, p := range pairs {
				if orders[i] != p.order {
					t.Errorf("%s and %s: recorded %d, the tool says %d", p.a, p.b, p.order, orders[i])
				}
			}
		})
	}
}

func recordPairs(t *testing.T, of tool) {
	t.Helper()
	pairs := pairsOf(t, of)
	orders, ok := of.ask(t, pairs)
	if !ok || len(orders) != len(pairs) {
		t.Fatalf("%d answers to %d pairs", len(orders), len(pairs))
	}
	var b bytes.Buffer
	for i, p := range pairs {
		fmt.Fprintf(&b, "%s %s %s\n", p.a, []string{"<", "=", ">"}[orders[i]+1], p.b)
	}
	if err := os.MkdirAll("testdata/pairs", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(pairsFile(of.family), b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
