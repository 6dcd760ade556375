// Package optread reads the options of a command line as docker and dockerd do
// (POSIX bundles, --flag value, --flag=value), but keeps those that it does not know.
package optread

import (
	"slices"
	"strings"

	"github.com/agext/levenshtein"

	"github.com/pratique-dev/pratique/extract/internal/shellread"
)

// maxUnknown is how many unknown options are looked at: guessing takes time.
const maxUnknown = 100

// Flag is one option that a command knows.
type Flag struct {
	Name  string // without dashes
	Short byte   // 0 without
	Bool  bool   // takes no value but after =
}

// Option is one option of a command line.
type Option struct {
	// Flag is nil for an option that the command does not know.
	Flag *Flag
	// Like is the flag that an unknown option seems to mean, nil for none.
	Like  *Flag
	Given string // as written, without the value
	Value shellread.Word
}

// Result is a command line taken apart.
type Result struct {
	Options []Option
	Rest    []shellread.Word // from the first word that is no option
	// Opaque is set where words in place of options expand to something that is not
	// known, so that there may be any options.
	Opaque bool
	// Doubtful is set where an unknown option may or may not take the next word, so
	// that it is not known where Rest begins.
	Doubtful bool
}

// Read takes the words after the command's name apart.
func Read(flags []Flag, words []shellread.Word) Result {
	r := &reader{flags: flags, words: words}
	for len(r.words) > 0 {
		w := r.words[0]
		switch {
		case r.unknowns == maxUnknown:
			r.out.Opaque, r.out.Doubtful = true, true
			return r.out
		case w.Text == "--":
			r.words = r.words[1:]
			r.out.Rest = r.words
			return r.out
		case w.Splits && !strings.HasPrefix(w.Text, "-") && len(r.words) > 1:
			r.out.Opaque = true
			r.words = r.words[1:]
		case len(w.Text) < 2 || w.Text[0] != '-':
			r.out.Rest = r.words
			return r.out
		default:
			r.words = r.words[1:]
			if strings.HasPrefix(w.Text, "--") {
				r.long(w)
			} else {
				r.short(w)
			}
		}
	}
	return r.out
}

type reader struct {
	flags []Flag
	words []shellread.Word
	out   Result

	unknowns int
}

func (r *reader) long(w shellread.Word) {
	name, value, given := strings.Cut(w.Text[2:], "=")
	flag := r.named(name)
	if flag == nil {
		r.unknown(w, given)
		return
	}
	r.add(flag, "--"+name, w, value, given)
}

// add adds an option with the value that stands in the same word, or takes the next.
func (r *reader) add(flag *Flag, as string, w shellread.Word, value string, given bool) {
	option := Option{Flag: flag, Given: as}
	switch {
	case given:
		option.Value = shellread.Word{Text: value, Expands: w.Expands, Splits: w.Splits}
	case flag.Bool:
		option.Value.Text = "true"
	case len(r.words) == 0:
		// The command refuses this.
		option.Flag, option.Like = nil, flag
	default:
		option.Value = r.words[0]
		r.words = r.words[1:]
	}
	r.out.Options = append(r.out.Options, option)
}

// short reads a bundle such as -itd, -p80:80 or -u=app. One that spells a whole
// name (-restart) is taken for what was meant, since no one means its letters.
func (r *reader) short(w shellread.Word) {
	bundle := w.Text[1:]
	name, _, given := strings.Cut(bundle, "=")
	if len(name) > 2 && r.spelt(name) {
		r.unknown(w, given)
		return
	}
	var options []Option
	for i := range len(bundle) {
		flag := r.lettered(bundle[i])
		if flag == nil {
			r.unknown(w, given)
			return
		}
		rest := bundle[i+1:]
		if flag.Bool && !strings.HasPrefix(rest, "=") {
			options = append(options, Option{Flag: flag, Given: "-" + bundle[i:i+1], Value: shellread.Word{Text: "true"}})
			continue
		}
		r.out.Options = append(r.out.Options, options...)
		r.add(flag, "-"+bundle[i:i+1], w, strings.TrimPrefix(rest, "="), rest != "")
		return
	}
	r.out.Options = append(r.out.Options, options...)
}

func (r *reader) unknown(w shellread.Word, given bool) {
	r.unknowns++
	as, _, _ := strings.Cut(w.Text, "=")
	option := Option{Given: as, Like: r.like(as)}
	switch {
	case given || option.Like != nil && option.Like.Bool || len(r.words) == 0 || strings.HasPrefix(r.words[0].Text, "-"):
	case option.Like != nil || optionFollows(r.words[1:]):
		// What was meant takes a value, or options follow, which they only do where the
		// next word belongs to this one.
		r.words = r.words[1:]
	default:
		r.out.Doubtful = true
	}
	r.out.Options = append(r.out.Options, option)
}

func optionFollows(words []shellread.Word) bool {
	return len(words) > 0 && len(words[0].Text) > 1 && words[0].Text[0] == '-'
}

func (r *reader) named(name string) *Flag {
	for i := range r.flags {
		if r.flags[i].Name == name {
			return &r.flags[i]
		}
	}
	return nil
}

// spelt says whether a name is a flag's, but for dashes and case.
func (r *reader) spelt(name string) bool {
	return slices.ContainsFunc(r.flags, func(f Flag) bool { return squeeze(f.Name) == squeeze(name) })
}

func (r *reader) lettered(letter byte) *Flag {
	for i := range r.flags {
		if r.flags[i].Short == letter {
			return &r.flags[i]
		}
	}
	return nil
}

// like is the flag that an unknown option seems to mean.
func (r *reader) like(given string) *Flag {
	names := make([]string, len(r.flags))
	for i, flag := range r.flags {
		names[i] = flag.Name
	}
	if i := Nearest(given, names); i >= 0 {
		return &r.flags[i]
	}
	return nil
}

// Nearest is the index of the name that a wrong spelling seems to mean, -1 for none:
// one with other dashes or another case, or with a letter or two wrong where it is long
// enough for that.
func Nearest(given string, names []string) int {
	bare := squeeze(given)
	best, least := -1, 3
	if len(bare) < 6 {
		least = 2
	}
	for i, name := range names {
		name = squeeze(name)
		if name == bare {
			return i
		}
		if len(bare) < 4 || len(bare) > 40 {
			continue
		}
		if d := levenshtein.Distance(bare, name, nil); d < least {
			best, least = i, d
		}
	}
	return best
}

func squeeze(name string) string {
	return strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(name, "-", ""), "_", ""))
}
