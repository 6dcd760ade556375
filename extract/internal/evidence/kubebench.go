package evidence

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/bounded"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

type kubeControl struct {
	ID              string `json:"id"`
	Version         string `json:"version"`
	DetectedVersion string `json:"detected_version"`
	NodeType        string `json:"node_type"`
	kubeTotals
	Tests []struct {
		Section string      `json:"section"`
		Pass    int         `json:"pass"`
		Fail    int         `json:"fail"`
		Warn    int         `json:"warn"`
		Info    int         `json:"info"`
		Results []kubeCheck `json:"results"`
	} `json:"tests"`
}

// kubeTotals are what a control, and the whole file, state of their results.
type kubeTotals struct {
	Pass *int `json:"total_pass"`
	Fail *int `json:"total_fail"`
	Warn *int `json:"total_warn"`
	Info *int `json:"total_info"`
}

// differ says whether a total is there and another than what was read.
func (t kubeTotals) differ(read kubeWords) bool {
	differs := func(stated *int, read int) bool { return stated != nil && *stated != read }
	return differs(t.Pass, read.pass) || differs(t.Fail, read.fail) || differs(t.Warn, read.warn) || differs(t.Info, read.info)
}

// sum is the number of results that are stated.
func (t kubeTotals) sum() int {
	sum := 0
	for _, n := range []*int{t.Pass, t.Fail, t.Warn, t.Info} {
		if n != nil {
			sum += *n
		}
	}
	return sum
}

func (t kubeTotals) String() string {
	n := func(i *int) string {
		if i == nil {
			return "no"
		}
		return strconv.Itoa(*i)
	}
	return fmt.Sprintf("%s pass, %s fail, %s warn, %s info", n(t.Pass), n(t.Fail), n(t.Warn), n(t.Info))
}

type kubeCheck struct {
	Number   string `json:"test_number"`
	Desc     string `json:"test_desc"`
	Type     string `json:"type"`
	Status   string `json:"status"`
	Actual   string `json:"actual_value"`
	Expected string `json:"expected_result"`
	Reason   string `json:"reason"`
	Scored   bool   `json:"scored"`
}

// kubeWords are kube-bench's own counts: their sums are compared with what the file states.
type kubeWords struct{ pass, fail, warn, info int }

func (w *kubeWords) add(o kubeWords) {
	w.pass += o.pass
	w.fail += o.fail
	w.warn += o.warn
	w.info += o.info
}

func (w kubeWords) String() string {
	return fmt.Sprintf("%d pass, %d fail, %d warn, %d info", w.pass, w.fail, w.warn, w.info)
}

func readKubeBench(r *bounded.Reader, o Options) ([]*builder, error) {
	k := &kubeBench{b: newBuilder("kube-bench", document.SubjectCluster), values: o.Values}
	d := jsonread.NewDecoder(r, r.Limit()+1)
	control := func(int) error {
		r.Element()
		var c kubeControl
		if err := d.Decode(&c); err != nil {
			return err
		}
		return k.control(c)
	}
	var err error
	if head, _ := r.Peek(); strings.HasPrefix(strings.TrimLeft(string(head), " \t\r\n"), "[") {
		err = d.Array(control)
	} else {
		err = d.Object(func(key string) error {
			r.Element()
			switch key {
			case "Controls":
				return d.Array(control)
			case "Totals":
				return d.Decode(&k.totals)
			}
			return skip(d, r)
		})
	}
	if err == nil {
		err = d.End()
	}
	if err != nil {
		return nil, err
	}
	k.b.Complete = new(true)
	if k.totals.sum() > k.read.pass+k.read.fail+k.read.warn+k.read.info {
		k.b.Complete = new(false)
	}
	if k.totals.differ(k.read) {
		k.b.problem("the file states totals of %s, its results are %s", k.totals, k.read)
	}
	return []*builder{k.b}, nil
}

type kubeBench struct {
	b      *builder
	values bool
	totals kubeTotals
	read   kubeWords
}

func (k *kubeBench) control(c kubeControl) error {
	if k.b.Benchmark == nil && c.Version != "" {
		id := clip(c.Version)
		if regexp.MustCompile(`^\d`).MatchString(id) {
			id = "cis-" + id
		}
		k.b.Benchmark = &document.EvidenceBenchmark{ID: id, Version: optional(strings.TrimPrefix(c.Version, "cis-")), Title: new("CIS Kubernetes")}
	}
	var all kubeWords
	for _, section := range c.Tests {
		var read kubeWords
		for _, check := range section.Results {
			if err := k.check(check, c.NodeType, &read); err != nil {
				return err
			}
		}
		if stated := (kubeWords{section.Pass, section.Fail, section.Warn, section.Info}); stated != read {
			k.b.problem("section %s states %s, its results are %s", section.Section, stated, read)
		}
		all.add(read)
	}
	if c.differ(all) {
		k.b.problem("control %s states totals of %s, its results are %s", c.ID, c.kubeTotals, all)
	}
	k.read.add(all)
	return nil
}

func (k *kubeBench) check(c kubeCheck, node string, read *kubeWords) error {
	r := document.EvidenceResult{ID: c.Number, Title: optional(c.Desc), Reason: optional(c.Reason), Location: optional(node)}
	switch c.Status {
	case "PASS":
		read.pass++
		r.Status = document.EvidencePass
	case "FAIL":
		read.fail++
		r.Status = document.EvidenceFail
	case "WARN":
		read.warn++
		r.Status = document.EvidenceUnknown // the check could not be made
		if c.Type == "manual" || strings.Contains(strings.ToLower(c.Desc), "(manual)") {
			r.Status = document.EvidenceManual
		}
	case "INFO":
		read.info++
		r.Status = document.EvidenceInformational
	default:
		k.b.problem("an unknown status %q is taken as unknown", c.Status)
		r.Status = document.EvidenceUnknown
	}
	if k.values { // command lines and files, which may hold secrets
		r.Items = items([]string{c.Actual})
	}
	if c.Number != "" {
		r.Idents.CIS = []string{clip(c.Number)}
	}
	return k.b.add(r)
}
