package translate

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/translate/anchore"
)

// expiryFormat is what Python's strptime makes of the three formats that
// Anchore tries, %Y-%m-%dT%H:%M:%SZ, with .%f and with :%f before the Z
// (bundle.md 7.3): letters in any case, digits of any script, one-digit numbers.
var expiryFormat = regexp.MustCompile(`\A(?i)(\p{Nd}{4})-(1[0-2]|0[1-9]|[1-9])-(3[0-1]|[1-2]\p{Nd}|0[1-9]|[1-9]| [1-9])` +
	`T(2[0-3]|[0-1]\p{Nd}|\p{Nd}):([0-5]\p{Nd}|\p{Nd}):([0-5]\p{Nd}|\p{Nd})(?:[.:]([0-9]{1,6}))?Z\z`)

// parseExpiry is the nanosecond since 1970 from which on an item has expired.
// It is a big number: items that never expire are dated to the year 9999.
func parseExpiry(s string) (string, bool) {
	m := expiryFormat.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	var n [6]int
	for i := range n {
		n[i] = number(m[i+1])
	}
	t := time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, time.UTC)
	// time.Date makes March of February 30th; Python has no year 0.
	if t.Day() != n[2] || n[0] == 0 {
		return "", false
	}
	ns := new(big.Int).Mul(big.NewInt(t.Unix()), big.NewInt(int64(time.Second)))
	if m[7] != "" {
		micro, _ := strconv.ParseInt((m[7] + "000000")[:6], 10, 64)
		ns.Add(ns, big.NewInt(micro*int64(time.Microsecond)))
	}
	return ns.String(), true
}

func number(digits string) int {
	n := 0
	for _, r := range strings.TrimLeft(digits, " ") {
		n = 10*n + anchore.Digit(r)
	}
	return n
}
