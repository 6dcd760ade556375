package translate

import (
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/rego/catalog"
)

// TestConvert has the rows of compatibility.md#parameter-values.
func TestConvert(t *testing.T) {
	t.Parallel()
	values := []string{"whitelist", "blacklist"}
	long := strings.Repeat("9", 65)
	tests := []struct {
		validator catalog.Validator
		in        string
		want      string // the Rego, "" where the value is refused
	}{
		{catalog.String, "", `""`},
		{catalog.String, "a\n", `"a\n"`},
		{catalog.Octal, "rw", `"rw"`}, // the strict translator refuses it by itself
		{catalog.Enum, "blacklist", `"blacklist"`},
		{catalog.Enum, "Blacklist", ""},
		{catalog.Enum, "blacklist ", ""},
		{catalog.Enum, "", ""},
		{catalog.Bool, "true", "true"},
		{catalog.Bool, "TRUE", "true"},
		{catalog.Bool, "False", "false"},
		{catalog.Bool, " true", ""},
		{catalog.Bool, "1", ""},
		{catalog.Bool, "yes", ""},
		{catalog.Bool, "", ""},
		{catalog.Int, "30", "30"},
		{catalog.Int, " 007\n", "7"},
		{catalog.Int, "000", "0"},
		{catalog.Int, "\u3000\u0663\u0660\x1c", "30"}, // Arabic digits, Unicode white space
		{catalog.Int, "\u200b30", ""},                 // no white space
		{catalog.Int, "", ""},
		{catalog.Int, "-1", ""},
		{catalog.Int, "30.0", ""},
		{catalog.Int, "3 0", ""},
		{catalog.Int, "²", ""},
		{catalog.Int, long, ""},
		{catalog.Float, "7.5", "7.5"},
		{catalog.Float, " -07.50 ", "-7.5"},
		{catalog.Float, "7", "7.0"},
		{catalog.Float, "7.", "7.0"},
		{catalog.Float, ".5", "0.5"},
		{catalog.Float, "٣.٥", "3.5"},
		{catalog.Float, "", ""}, // compatibility.md#unconvertible-values: Anchore takes these five and breaks
		{catalog.Float, " ", ""},
		{catalog.Float, "-", ""},
		{catalog.Float, ".", ""},
		{catalog.Float, "--5", ""},
		{catalog.Float, "x", ""},
		{catalog.Float, "1e3", ""},
		{catalog.Float, "1.2.3", ""},
		{catalog.CSV, "a", `["a"]`},
		{catalog.CSV, " a , b c,\u3000d", `["a", "b c", "d"]`},
		{catalog.CSV, "a, ", `["a", ""]`},
		{catalog.CSV, " ", `[""]`},
		{catalog.CSV, "a,\n", `["a", ""]`},
		{catalog.CSV, "", ""},
		{catalog.CSV, ",", ""},
		{catalog.CSV, "a,", ""},
		{catalog.CSV, ",a", ""},
		{catalog.CSV, "a,,b", ""},
		{catalog.CSVAny, "", `[]`},
		{catalog.CSVAny, " ", `[""]`},
		{catalog.CSVAny, "a,,b,", `["a", "", "b", ""]`},
		{catalog.NumCSV, "022, 80 ,80", `[22, 80, 80]`},
		{catalog.NumCSV, " 1 \n", `[1]`},
		{catalog.NumCSV, "", ""},
		{catalog.NumCSV, "80,", ""},
		{catalog.NumCSV, "80,,443", ""},
		{catalog.NumCSV, "80 443", ""},
		{catalog.NumCSV, "80/tcp", ""},
		{catalog.NumCSV, "-1", ""},
		{catalog.Bytes, "0", "0"},
		{catalog.Bytes, "0010", "10"},
		{catalog.Bytes, "1kb", "1024"},
		{catalog.Bytes, "1mb", "1048576"},
		{catalog.Bytes, "2gb", "2147483648"},
		{catalog.Bytes, "1tb", "1099511627776"},
		{catalog.Bytes, "10\n", ""}, // Anchore takes it and breaks
		{catalog.Bytes, "1GB", ""},
		{catalog.Bytes, "1.5gb", ""},
		{catalog.Bytes, "100 mb", ""},
		{catalog.Bytes, "100m", ""},
		{catalog.Bytes, "mb", ""},
		{catalog.Bytes, "", ""},
		{catalog.Bytes, "-1", ""},
		{catalog.Bytes, "1pb", ""},
		{catalog.Bytes, "10b", ""},
		{catalog.Bytes, " 10", ""},
		{catalog.Bytes, "１０", ""},
		{catalog.Bytes, long, ""},
	}
	for _, tt := range tests {
		t.Run(string(tt.validator)+" "+quote(tt.in), func(t *testing.T) {
			t.Parallel()
			got, i := convert(tt.validator, values, tt.in)
			if got.term != tt.want {
				t.Errorf("got %q, want %q", got.term, tt.want)
			}
			if (i != nil) != (tt.want == "") {
				t.Errorf("got fault %v of value %q", i, got.term)
			}
		})
	}
}

func TestOctal(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in   string
		want bool
	}{
		{"0644", true}, {"0o644", true}, {" 0O6_44\n", true}, {"-644", true}, {"+0o_7", true},
		{"888", false}, {"rw", false}, {"0o", false}, {"6__4", false}, {"_6", false}, {"6_", false}, {"0x6", false}, {"", false},
	}
	for _, tt := range tests {
		if got := isOctal(tt.in); got != tt.want {
			t.Errorf("%q: got %v, want %v", tt.in, got, tt.want)
		}
	}
}

// TestExpiry has the formats of compatibility.md#whitelist-expiry.
func TestExpiry(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"2030-01-01T00:00:00Z", "1893456000000000000"},
		{"2020-10-15T01:02:03Z", "1602723723000000000"},
		{"2030-01-01T00:00:00.5Z", "1893456000500000000"},
		{"2030-01-01T00:00:00:123Z", "1893456000123000000"},
		{"2030-01-01T00:00:00.123456Z", "1893456000123456000"},
		{"2030-01-01t00:00:00z", "1893456000000000000"},
		{"2030-1-1T0:0:0Z", "1893456000000000000"},
		{"2030-01- 1T00:00:00Z", "1893456000000000000"}, // strptime's %d takes a blank
		{"9999-12-31T23:59:59Z", "253402300799000000000"},
		{"0001-01-01T00:00:00Z", "-62135596800000000000"},
		{"2024-02-29T00:00:00Z", "1709164800000000000"},
		{"２０３０-01-01T00:00:00Z", "1893456000000000000"},
		{"2023-02-29T00:00:00Z", ""},
		{"2030-02-30T00:00:00Z", ""},
		{"0000-01-01T00:00:00Z", ""},
		{"2030-01-01", ""},
		{"2030-01-01T00:00:00", ""},
		{"2030-01-01T00:00:00+00:00", ""},
		{"2030-01-01 00:00:00Z", ""},
		{" 2030-01-01T00:00:00Z", ""},
		{"2030-01-01T00:00:00Z\n", ""},
		{"2030-01-01T00:00:00.1234567Z", ""},
		{"2030-01-01T00:00:00.Z", ""},
		{"2030-01-01T00:00:60Z", ""},
		{"2030-01-01T24:00:00Z", ""},
		{"2030-13-01T00:00:00Z", ""},
		{"2030-00-01T00:00:00Z", ""},
		{"30-01-01T00:00:00Z", ""},
		{"never", ""},
		{"", ""},
	}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			t.Parallel()
			got, ok := parseExpiry(tt.in)
			if got != tt.want || ok != (tt.want != "") {
				t.Errorf("got %q, %v, want %q", got, ok, tt.want)
			}
		})
	}
}

func TestSuggest(t *testing.T) {
	t.Parallel()
	gates := []string{"always", "dockerfile", "files", "metadata", "passwd_file"}
	tests := []struct{ in, want string }{
		{"alwyas", "always"},
		{"Dockerfiles", "dockerfile"},
		{"file", "files"},
		{" always ", "always"},
		{"passwdfile", "passwd_file"},
		{"nope", ""},
		{"", ""},
		{strings.Repeat("a", 100_000), ""},
	}
	for _, tt := range tests {
		if got := suggest(tt.in, gates); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestParsePattern(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in   string // JSON
		kind matchKind
		text string
	}{
		{`"v1"`, matchEqual, "v1"},
		{`""`, matchEqual, ""},
		{`"v?.0"`, matchEqual, "v?.0"},
		{`"REGEXP:.*"`, matchRE2, `\AREGEXP:\..*\n?\z`}, // in upper case it is no prefix
		{`"*"`, matchAny, ""},
		{`"***"`, matchAny, ""},
		{`"v*-1.0"`, matchRE2, `\Av.*-1\.0\n?\z`},
		{`"*regexp:("`, matchRE2, `\A.*regexp:\(\n?\z`},
		{`null`, matchBroken, "AttributeError"},
		{`5`, matchBroken, "AttributeError"},
		{`" regexp:.*"`, matchBroken, KindPattern}, // compatibility.md#regexp-blanks
		{`"regexp:("`, matchBroken, KindRegexSyntax},
		{`"regexp:(?P<x>a)(?P=x)+b"`, matchBroken, KindRegexNotSupported},
	}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			t.Parallel()
			v, err := decodeForTest([]byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			got := parsePattern(v, "/p")
			if got.fault != nil {
				got.text = got.fault.Kind
			}
			if got.kind != tt.kind || got.text != tt.text {
				t.Errorf("got %v %q, want %v %q", got.kind, got.text, tt.kind, tt.text)
			}
		})
	}
}
