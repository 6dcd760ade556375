package optread_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/internal/optread"
	"github.com/pratique-dev/pratique/extract/internal/shellread"
)

func flags() []optread.Flag {
	return []optread.Flag{
		{Name: "restart"}, {Name: "read-only", Bool: true}, {Name: "detach", Short: 'd', Bool: true}, {Name: "interactive", Short: 'i', Bool: true},
		{Name: "publish", Short: 'p'}, {Name: "env", Short: 'e'}, {Name: "privileged", Bool: true}, {Name: "init", Bool: true},
	}
}

func words(line string) []shellread.Word {
	var list []shellread.Word
	for text := range strings.FieldsSeq(line) {
		expands := strings.HasPrefix(text, "$")
		list = append(list, shellread.Word{Text: text, Expands: expands, Splits: expands})
	}
	return list
}

func TestRead(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, line, want string }{
		{"values", "--restart no --restart=always -p 80 -p80 -p=80 image -d", "restart=no restart=always publish=80 publish=80 publish=80 | image -d"},
		{"booleans", "--read-only --privileged=false -d=false image", "read-only=true privileged=false detach=false | image"},
		{"bundles", "-dip 80 -id -ep=1 image", "detach=true interactive=true publish=80 interactive=true detach=true env=p=1 | image"},
		{"two dashes", "-d -- --image -p", "detach=true | --image -p"},
		{"one dash", "-d - -p", "detach=true | - -p"},
		{"without value", "-d --restart", "detach=true ?--restart~restart |"},
		{"one dash for two", "-restart on-failure:5 -d image", "?-restart~restart detach=true | image"},
		{"one dash for two, and one too few", "-readonly -d image", "?-readonly~read-only detach=true | image"},
		{"one dash for two, boolean", "-privileged image", "?-privileged~privileged | image"},
		{"one dash for two, of letters that are flags", "-init image", "?-init~init | image"},
		{"misspelt", "--readonly --restrat no --priviliged image", "?--readonly~read-only ?--restrat~restart ?--priviliged~privileged | image"},
		{"unknown before an option", "--what x -d image", "?--what detach=true | image"},
		{"unknown with a value", "--what=x image", "?--what | image"},
		{"unknown before a word", "--what image cmd", "?--what | image cmd doubtful"},
		{"unknown letters", "-xyz -d image", "?-xyz detach=true | image"},
		{"expansion", "-d $OPTIONS -i image", "detach=true interactive=true | image opaque"},
		{"expansion as the last word", "-d $IMAGE", "detach=true | $IMAGE"},
		{"nothing", "", "|"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			read := optread.Read(flags(), words(test.line))
			var got []string
			for _, o := range read.Options {
				switch {
				case o.Flag != nil:
					got = append(got, o.Flag.Name+"="+o.Value.Text)
				case o.Like != nil:
					got = append(got, "?"+o.Given+"~"+o.Like.Name)
				default:
					got = append(got, "?"+o.Given)
				}
			}
			got = append(got, "|")
			for _, w := range read.Rest {
				got = append(got, w.Text)
			}
			if read.Doubtful {
				got = append(got, "doubtful")
			}
			if read.Opaque {
				got = append(got, "opaque")
			}
			if diff := cmp.Diff(test.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("options (-want +got):\n%s", diff)
			}
		})
	}
}

// TestManyUnknown makes sure that guessing does not go on for long.
func TestManyUnknown(t *testing.T) {
	t.Parallel()
	read := optread.Read(flags(), words(strings.Repeat("--nonsense=1 ", 5000)+"-d image"))
	if len(read.Options) > 200 || !read.Opaque || !read.Doubtful {
		t.Errorf("got %d options, opaque %t, doubtful %t", len(read.Options), read.Opaque, read.Doubtful)
	}
}
