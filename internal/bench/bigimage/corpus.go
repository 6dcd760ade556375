package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
)

// corpusSize is how many bytes of each kind of content there are, from which files
// are cut: far more than gzip looks back, so that files compress as if they were
// written for themselves.
const corpusSize = 12 << 20

// corpora are the kinds of contents.
type corpora struct {
	source, script, prose, program, noise []byte
}

func newCorpora() *corpora {
	w := newWords(rand.New(rand.NewPCG(1, 1)))
	return &corpora{
		source:  w.fill(w.statement),
		script:  w.fill(w.expression),
		prose:   w.fill(w.sentence),
		program: program(rand.New(rand.NewPCG(2, 1)), w),
		noise:   noise(rand.New(rand.NewPCG(3, 1)), corpusSize),
	}
}

// cut is size bytes from anywhere.
func cut(corpus []byte, r *rand.Rand, size int) []byte {
	var out []byte
	for len(out) < size {
		from := r.IntN(len(corpus) - 1)
		out = append(out, corpus[from:min(len(corpus), from+size-len(out))]...)
	}
	return out
}

// words are what texts are made of: few frequent ones, many rare ones, and names
// that come again and again for a page and then no more.
type words struct {
	r     *rand.Rand
	list  []string
	names [24]string
}

const common = "the of and to in is for with file data value name type size key list index string return error buffer " +
	"length node path user set get new read write open close next first last count time state flag mode level table " +
	"token secret password access host port socket stream layer image config option default result code line " +
	"begin end public private class object field method call block thread lock queue event message format version docker"

func newWords(r *rand.Rand) *words {
	w := &words{r: r, list: strings.Fields(common)}
	syllables := strings.Fields("al ar an con de dis en er ex fer gen ho im in ing ion is ju ka lo ma men mo na ne no or pa per pre pro qui ra re ri sa sen so sta sub ta te ter ti to tra tri un ur va ve vi wa xi yo zu")
	for i := range w.names {
		w.names[i] = w.list[i]
	}
	for len(w.list) < 6000 {
		var word strings.Builder
		for range 2 + r.IntN(3) {
			word.WriteString(syllables[r.IntN(len(syllables))])
		}
		w.list = append(w.list, word.String())
	}
	return w
}

// word picks by a Zipf distribution, as words in texts have.
func (w *words) word() string {
	return w.list[int(math.Pow(float64(len(w.list)), w.r.Float64()))-1]
}

func (w *words) fill(line func(*bytes.Buffer)) []byte {
	var out bytes.Buffer
	for lines := 0; out.Len() < corpusSize; lines++ {
		if lines%10 == 0 {
			w.names[w.r.IntN(len(w.names))] = w.newName()
		}
		line(&out)
		out.WriteByte('\n')
	}
	return out.Bytes()
}

func (w *words) name() string { return w.names[w.r.IntN(len(w.names))] }

func (w *words) newName() string {
	switch w.r.IntN(3) {
	case 0:
		return w.word() + "_" + w.word()
	case 1:
		return w.word() + strings.ToUpper(w.word()[:1]) + w.word()
	}
	return w.word()
}

func (w *words) statement(out *bytes.Buffer) {
	out.WriteString(strings.Repeat("\t", w.r.IntN(4)))
	switch w.r.IntN(7) {
	case 0:
		fmt.Fprintf(out, "/* %s %s %s %s %s */", w.word(), w.word(), w.word(), w.word(), w.word())
	case 1:
		fmt.Fprintf(out, "static int %s(struct %s *%s, size_t %s)", w.name(), w.name(), w.word(), w.word())
	case 2:
		fmt.Fprintf(out, "if (%s->%s != %d) {", w.word(), w.name(), w.r.IntN(4096))
	case 3:
		fmt.Fprintf(out, "#define %s 0x%04x", strings.ToUpper(w.name()), w.r.IntN(1<<16))
	case 4:
		out.WriteString("}")
	default:
		fmt.Fprintf(out, "%s = %s(%s, %s[%d]);", w.name(), w.name(), w.name(), w.word(), w.r.IntN(64))
	}
}

func (w *words) expression(out *bytes.Buffer) {
	out.WriteString(strings.Repeat("  ", w.r.IntN(5)))
	switch w.r.IntN(7) {
	case 0:
		fmt.Fprintf(out, "// %s %s %s", w.word(), w.word(), w.word())
	case 1:
		fmt.Fprintf(out, "function %s(%s, %s) {", w.name(), w.word(), w.word())
	case 2:
		fmt.Fprintf(out, "const %s = require('%s-%s')", w.word(), w.word(), w.word())
	case 3:
		fmt.Fprintf(out, "\"%s\": \"%s %s\",", w.name(), w.word(), w.word())
	case 4:
		out.WriteString("})")
	default:
		fmt.Fprintf(out, "this.%s = %s.%s(%s || %d)", w.name(), w.name(), w.name(), w.word(), w.r.IntN(1000))
	}
}

func (w *words) sentence(out *bytes.Buffer) {
	for i := range 6 + w.r.IntN(8) {
		if i%3 == 2 {
			out.WriteString(w.name())
		} else {
			out.WriteString(w.word())
		}
		out.WriteByte(' ')
	}
	out.WriteByte('.')
}

// program is like the sections of ELF files: mostly machine code, with few frequent
// instructions and many operands, then tables of records, names and zeros.
func program(r *rand.Rand, w *words) []byte {
	instructions := make([][]byte, 300)
	for i := range instructions {
		instructions[i] = noise(r, 2+r.IntN(5))
	}
	var out []byte
	for len(out) < corpusSize {
		for range 3000 {
			out = append(out, instructions[int(math.Pow(float64(len(instructions)), r.Float64()))-1]...)
			if r.IntN(7) == 0 {
				out = binary.LittleEndian.AppendUint32(out, uint32(r.IntN(1<<14)))
			}
		}
		address := uint32(r.IntN(1 << 24))
		for range 200 {
			address += uint32(16 + r.IntN(400))
			out = binary.LittleEndian.AppendUint32(out, address)
			out = binary.LittleEndian.AppendUint32(out, uint32(r.IntN(256)))
		}
		for range 120 {
			out = append(append(out, w.name()...), 0)
		}
		out = append(out, make([]byte, 2500)...)
	}
	return out
}

func noise(r *rand.Rand, size int) []byte {
	out := make([]byte, 0, size+8)
	for len(out) < size {
		out = binary.LittleEndian.AppendUint64(out, r.Uint64())
	}
	return out[:size]
}
