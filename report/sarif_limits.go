package report

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"io"
	"slices"
)

// What code-scanning services take of a log. They refuse the whole log where it has more.
const (
	maxRuns    = 20
	maxResults = 25_000
	maxGzipped = 10 << 20 // bytes
)

// worstRuns are the inputs that a log has room for, in their order, and how many are left out: those whose
// verdicts are the best.
func worstRuns(inputs []Input) (kept []Input, left int) {
	if len(inputs) <= maxRuns {
		return inputs, 0
	}
	order := make([]int, len(inputs))
	for i := range order {
		order[i] = i
	}
	verdict := func(i int) int {
		if inputs[i].Undecided != "" {
			return -1
		}
		return severity(level(inputs[i].Decision.FinalAction))
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(verdict(a), verdict(b)) })
	order = order[:maxRuns]
	slices.Sort(order)
	for _, i := range order {
		kept = append(kept, inputs[i])
	}
	return kept, len(inputs) - maxRuns
}

// leftOut says that something is not in the log, which therefore is no full answer.
func (r *sarifRun) leftOut(text string) {
	i := &r.Invocations[0]
	i.ExecutionSuccessful = false
	i.Notifications = append(i.Notifications, sarifNotification{Descriptor: sarifReference{"left_out"}, Level: levelError, Message: plain(text)})
}

// encodeWithin writes the log, without the last and so least severe results where it would be too large.
func encodeWithin(w io.Writer, log *sarifLog) error {
	cut := map[int]int{}
	for {
		var text bytes.Buffer
		if err := encode(&text, log); err != nil {
			return err
		}
		size, err := gzipped(text.Bytes())
		if err != nil {
			return err
		}
		largest := 0
		for i := range log.Runs {
			if len(log.Runs[i].Results) > len(log.Runs[largest].Results) {
				largest = i
			}
		}
		if size <= maxGzipped || len(log.Runs) == 0 || len(log.Runs[largest].Results) == 0 {
			_, err := w.Write(text.Bytes())
			return err
		}
		r := &log.Runs[largest]
		if cut[largest] > 0 {
			i := &r.Invocations[0]
			i.Notifications = i.Notifications[:len(i.Notifications)-1]
		}
		half := len(r.Results) / 2
		cut[largest] += len(r.Results) - half
		r.Results = r.Results[:half]
		r.leftOut(count(cut[largest], "result") + " left out, the least severe: a log has at most 10 MB, compressed")
	}
}

func gzipped(text []byte) (int, error) {
	if len(text) <= maxGzipped {
		return len(text), nil
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(text)
	if err == nil {
		err = z.Close()
	}
	return b.Len(), err
}

func severityRank(name string) int {
	if i := slices.Index(severities(), name); i >= 0 {
		return i
	}
	return len(severities())
}

// securitySeverity is a score from 0 to 10, in the middle of what code-scanning services call so; "" where it is
// not known.
func securitySeverity(name string) string {
	return map[string]string{"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "2.0", "info": "0.0"}[name]
}
