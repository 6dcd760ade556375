package layer

import (
	"archive/tar"
	"strings"
	"testing"
	"time"
)

func TestPAXRecord(t *testing.T) {
	t.Parallel()
	// The length of the length changes at 10 and at 100.
	for value, want := range map[string]int64{
		"":                       8,  // "8 path=\n"
		"a":                      9,  // "9 path=a\n"
		"aa":                     11, // with one digit it would be 10, which has two
		strings.Repeat("a", 90):  99,
		strings.Repeat("a", 91):  101, // with two digits it would be 100, which has three
		strings.Repeat("ü", 100): 210,
	} {
		record := PAXRecord("path", value)
		if record != want {
			t.Errorf("%d bytes: got %d, want %d", len(value), record, want)
		}
	}
}

func TestPAXBytes(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_600_000_000, 0)
	long := strings.Repeat("l", 101)
	tests := []struct {
		name   string
		header tar.Header
		link   string
		global map[string]string
		want   int64
		binary bool
	}{
		{name: "plain", header: tar.Header{ModTime: now}},
		{name: "the path does not count", header: tar.Header{ModTime: now, PAXRecords: map[string]string{"path": long}}},
		{name: "an attribute does", header: tar.Header{ModTime: now, PAXRecords: map[string]string{"SCHILY.xattr.user.a": "b"}}, want: int64(len("25 SCHILY.xattr.user.a=b\n"))},
		{name: "a link of 100 bytes", header: tar.Header{ModTime: now}, link: long[1:]},
		{name: "a link of 101 bytes", header: tar.Header{ModTime: now}, link: long, want: int64(len("115 linkpath=\n") + 101)},
		{name: "a link that is not ASCII", header: tar.Header{ModTime: now}, link: "ü", want: int64(len("15 linkpath=ü\n"))},
		{name: "a link that has a record", header: tar.Header{ModTime: now, PAXRecords: map[string]string{"linkpath": "x"}}, link: long, want: int64(len("14 linkpath=x\n"))},
		{name: "a link that is not UTF-8", header: tar.Header{ModTime: now}, link: "\xff", want: int64(len("14 linkpath=x\n")), binary: true},
		{name: "names", header: tar.Header{ModTime: now, Uname: strings.Repeat("u", 33), Gname: "ü"}, want: int64(len("42 uname=\n")+33) + int64(len("12 gname=ü\n"))},
		{name: "the greatest id that fits", header: tar.Header{ModTime: now, Uid: 0o7777777, Gid: 0o7777777}},
		{name: "ids that do not fit", header: tar.Header{ModTime: now, Uid: 0o10000000, Gid: -1}, want: int64(len("15 uid=2097152\n") + len("9 gid=-1\n"))},
		{name: "a size that does not fit", header: tar.Header{Typeflag: tar.TypeReg, ModTime: now, Size: 1 << 33}, want: int64(len("19 size=8589934592\n"))},
		{name: "a time before 1970", header: tar.Header{ModTime: time.Unix(-5, 0)}, want: int64(len("12 mtime=-5\n"))},
		{name: "a time with a record", header: tar.Header{ModTime: time.Unix(-5, 0), PAXRecords: map[string]string{"mtime": "-5.5"}}, want: int64(len("14 mtime=-5.5\n"))},
		{name: "a global header", header: tar.Header{ModTime: now}, global: map[string]string{"comment": "abc"}, want: int64(len("15 comment=abc\n"))},
		{
			name: "a global header and the entry's own", header: tar.Header{ModTime: now, PAXRecords: map[string]string{"comment": "d"}},
			global: map[string]string{"comment": "abc"}, want: int64(len("13 comment=d\n")),
		},
	}
	for _, test := range tests {
		got, binary := paxBytes(&test.header, test.link, test.global)
		if got != test.want || binary != test.binary {
			t.Errorf("%s: got %d, %v, want %d, %v", test.name, got, binary, test.want, test.binary)
		}
	}
}
