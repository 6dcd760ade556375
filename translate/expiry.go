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
// (compatibility.md#whitelist-expiry): letters in any case, digits of any script, one-digit
// numbers.
var expiryFormat = regexp.MustCompile(`\A(?i)(\p{Nd}{4})-(1[0-2]|0[1-9]|[1-9])-(3[0-1]|[1-2]\p{Nd}|0[1-9]|[1-9]| [1-9])` +
	`T(2[0-3]|[0-1]\p{Nd}|\p{Nd}):([0-5]\p{Nd}|\p{Nd}):([0-5]\p{Nd}|\p{Nd})(?:[.:]([0-9]{1,6}))?Z\z`)

// ExpiresAt reads the expires_on of a whitelist item as Anchore does: the
// moment from which on the item has expired, in UTC.
func ExpiresAt(s string) (time.Time, bool) {
	m := expiryFormat.FindStringSubmatch(s)
	if m == nil {
		return time.Time{}, false
	}
	var n [6]int
	for i := range n {
		n[i] = number(m[i+1])
	}
	micro := 0
	if m[7] != "" {
		micro, _ = strconv.Atoi((m[7] + "000000")[:6])
	}
	t := time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], micro*int(time.Microsecond), time.UTC)
	// time.Date makes March of February 30th; Python has no year 0.
	return t, t.Day() == n[2] && n[0] != 0
}

// parseExpiry is the nanosecond since 1970 from which on an item has expired.
// It is a big number: items that never expire are dated to the year 9999.
func parseExpiry(s string) (string, bool) {
	t, ok := ExpiresAt(s)
	if !ok {
		return "", false
	}
	ns := new(big.Int).Mul(big.NewInt(t.Unix()), big.NewInt(int64(time.Second)))
	return ns.Add(ns, big.NewInt(int64(t.Nanosecond()))).String(), true
}

func number(digits string) int {
	n := 0
	for _, r := range strings.TrimLeft(digits, " ") {
		n = 10*n + anchore.Digit(r)
	}
	return n
}
