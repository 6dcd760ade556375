// Package limits has the limits that --limit changes. Whatever holds one declares it beside the
// code that does; docs/limits.md lists them all. They are the process's, not a call's: a limit
// protects the machine, and the one who knows the machine sets it once, before anything is read.
package limits

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/docker/go-units"
)

// most is the greatest value of any limit: far from where sums of a few overflow.
const most = math.MaxInt64 >> 10

type kind struct {
	placeholder, expected string
	parse                 func(string) (int64, error)
	least, most           int64
}

var (
	counts = kind{"N", "a number up to 2147483647", func(text string) (int64, error) { return strconv.ParseInt(text, 10, 64) }, 0, math.MaxInt32}
	sizes  = kind{"SIZE", "a size such as 500MB or 64MiB, up to 9PB", size, 1, most}
	times  = kind{"DURATION", "a duration such as 90s or 5m, up to 2500h", func(text string) (int64, error) {
		d, err := time.ParseDuration(text)
		return int64(d), err
	}, 1, int64(2500 * time.Hour)}
)

// size reads decimal units, and binary ones that are written so.
func size(text string) (int64, error) {
	if strings.HasSuffix(text, "iB") {
		return units.RAMInBytes(text)
	}
	return units.FromHumanSize(text)
}

// Limit is one limit.
type Limit struct {
	name     string
	kind     kind
	standard int64
	value    atomic.Int64
}

// all are the limits of the packages that are linked, which declare them as variables.
var all []*Limit

func declare(name string, k kind, standard int64) *Limit {
	if find(name) != nil {
		panic("two limits are named " + name)
	}
	l := &Limit{name: name, kind: k, standard: standard}
	l.value.Store(standard)
	all = append(all, l)
	return l
}

func find(name string) *Limit {
	if i := slices.IndexFunc(all, func(l *Limit) bool { return l.name == name }); i >= 0 {
		return all[i]
	}
	return nil
}

// Count declares a limit of how many there may be.
func Count(name string, n int) *Limit { return declare(name, counts, int64(n)) }

// Bytes declares a limit of a size.
func Bytes(name string, n int64) *Limit { return declare(name, sizes, n) }

// Time declares a limit of a duration.
func Time(name string, d time.Duration) *Limit { return declare(name, times, int64(d)) }

// Int is the limit that holds, as a number.
func (l *Limit) Int() int { return int(l.value.Load()) }

// Bytes is the limit that holds, of a size.
func (l *Limit) Bytes() int64 { return l.value.Load() }

// Duration is the limit that holds, of a duration.
func (l *Limit) Duration() time.Duration { return time.Duration(l.value.Load()) }

// Exceeded is the error of what meets the limit, with what changes it.
func (l *Limit) Exceeded(format string, args ...any) error {
	return fmt.Errorf(format+" (--limit %s=%s sets another limit)", append(args, l.name, l.kind.placeholder)...)
}

// String is the limit that holds, as people write it.
func (l *Limit) String() string {
	switch n := l.value.Load(); {
	case l.kind.placeholder == times.placeholder:
		return l.Duration().String()
	case l.kind.placeholder == sizes.placeholder && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case l.kind.placeholder == sizes.placeholder:
		return fmt.Sprintf("%d bytes", n)
	default:
		return strconv.FormatInt(n, 10)
	}
}

// Set sets the limit that NAME=VALUE names.
func Set(text string) error {
	name, value, ok := strings.Cut(text, "=")
	if !ok {
		return fmt.Errorf("%q is no limit, expected NAME=VALUE", text)
	}
	l := find(name)
	if l == nil {
		return &UnknownError{name}
	}
	n, err := l.kind.parse(value)
	if err != nil || n < l.kind.least || n > l.kind.most {
		return fmt.Errorf("the limit %s is %q, expected %s", name, value, l.kind.expected)
	}
	l.value.Store(n)
	return nil
}

// UnknownError is the error of a name that no limit has.
type UnknownError struct{ Name string }

func (e *UnknownError) Error() string { return fmt.Sprintf("no limit is named %q", e.Name) }

// Names are the names of all limits.
func Names() []string {
	var names []string
	for _, l := range all {
		names = append(names, l.name)
	}
	slices.Sort(names)
	return names
}

// Changed are the limits that are not the defaults, as Set takes them: what was found under
// others may be different.
func Changed() string {
	var list []string
	for _, l := range all {
		if n := l.value.Load(); n != l.standard {
			list = append(list, fmt.Sprintf("%s=%d", l.name, n))
		}
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}
