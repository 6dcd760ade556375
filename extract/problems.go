package extract

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/secrets"
	"github.com/pratique-dev/pratique/extract/internal/spelling"
)

// maxProblems is how many problems of one section are listed one by one.
const maxProblems = 50

// problem notes what could not be read of a file; path is "" where it concerns no
// single file.
func (r *rootfs) problem(section, path string, err error) {
	r.problems = append(r.problems, newProblem(section, path, err.Error(), false))
}

// minor notes what Anchore leaves out without a word.
func (r *rootfs) minor(section, path string, err error) {
	r.problems = append(r.problems, newProblem(section, path, err.Error(), true))
}

// absent notes what is recorded where nobody could look.
func (r *rootfs) absent(section, path string, err error) {
	problem := newProblem(section, path, err.Error(), false)
	problem.Absent = true
	r.problems = append(r.problems, problem)
}

func newProblem(section, path, message string, minor bool) document.Problem {
	// Several lines are several errors, joined.
	message = strings.ReplaceAll(secrets.Redact(message), "\n", "; ")
	return document.Problem{Section: section, Path: text(path), Message: spelling.Spell(message), Minor: minor}
}

// tidy sorts problems, and says how many there are beyond those that it keeps.
func tidy(problems []document.Problem) []document.Problem {
	slices.SortStableFunc(problems, func(a, b document.Problem) int {
		return cmp.Or(strings.Compare(a.Section, b.Section), cmp.Compare(count(a.Minor), count(b.Minor)), comparePaths(a.Path, b.Path), strings.Compare(a.Message, b.Message))
	})
	var kept []document.Problem
	for len(problems) > 0 {
		first := problems[0]
		n := 1
		for n < len(problems) && problems[n].Section == first.Section && problems[n].Minor == first.Minor {
			n++
		}
		kept = append(kept, problems[:min(n, maxProblems)]...)
		if n > maxProblems {
			kept = append(kept, newProblem(first.Section, "", fmt.Sprintf("%d more files have problems", n-maxProblems), first.Minor))
		}
		problems = problems[n:]
	}
	return kept
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// comparePaths puts what concerns no single file first.
func comparePaths(a, b *string) int {
	if a == nil || b == nil {
		return cmp.Compare(count(a != nil), count(b != nil))
	}
	return strings.Compare(*a, *b)
}
