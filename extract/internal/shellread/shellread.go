// Package shellread reads the simple commands of a shell script into their words,
// without running or expanding anything.
package shellread

import (
	"errors"
	"fmt"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// maxScript bounds a script, in bytes: the shell parser recurses.
const maxScript = 128 << 10

// Word is one word of a command.
type Word struct {
	Text string // without quotes; expansions as they are written
	// Expands is set where an expansion stands in the word, so that its text is not
	// known; Splits where it may become several words, or none.
	Expands, Splits bool
}

// Command is one simple command, without its assignments and redirections.
type Command struct {
	Words []Word
	Line  int
	Text  string // as written
}

// Commands reads the simple commands of a script, in the order in which they
// stand, those within functions, conditions and substitutions too.
func Commands(script string) ([]Command, error) {
	if len(script) > maxScript {
		return nil, fmt.Errorf("larger than %d bytes", maxScript)
	}
	script = strings.ReplaceAll(script, "\r\n", "\n")
	if err := checkNesting(script); err != nil {
		return nil, err
	}
	file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(script), "")
	if err != nil {
		if parse, ok := errors.AsType[syntax.ParseError](err); ok {
			return nil, fmt.Errorf("line %d: %s", parse.Pos.Line(), parse.Text)
		}
		return nil, err
	}
	var commands []Command
	syntax.Walk(file, func(node syntax.Node) bool {
		if call, ok := node.(*syntax.CallExpr); ok && len(call.Args) > 0 {
			c := Command{Line: int(call.Pos().Line())}
			c.Text = script[call.Args[0].Pos().Offset():call.End().Offset()]
			for _, arg := range call.Args {
				c.Words = append(c.Words, word(script, arg))
			}
			commands = append(commands, c)
		}
		return true
	})
	return commands, nil
}

func word(script string, w *syntax.Word) Word {
	var out Word
	var b strings.Builder
	parts(&out, &b, script, w.Parts, false)
	out.Text = b.String()
	return out
}

func parts(out *Word, b *strings.Builder, script string, list []syntax.WordPart, quoted bool) {
	for _, part := range list {
		switch part := part.(type) {
		case *syntax.Lit:
			b.WriteString(unescape(part.Value, quoted))
		case *syntax.SglQuoted:
			b.WriteString(part.Value)
			// $'…' has escapes that are not worth reading here.
			out.Expands = out.Expands || part.Dollar && strings.Contains(part.Value, `\`)
		case *syntax.DblQuoted:
			parts(out, b, script, part.Parts, true)
		default:
			b.WriteString(script[part.Pos().Offset():part.End().Offset()])
			out.Expands = true
			out.Splits = out.Splits || !quoted || isList(part)
		}
	}
}

// isList says whether an expansion is any number of words even in quotes: "$@", "${A[@]}", and
// what is made of them ("${@:2}", "${!A[@]}").
func isList(part syntax.WordPart) bool {
	p, ok := part.(*syntax.ParamExp)
	if !ok || p.Length {
		return false
	}
	if p.Param != nil && p.Param.Value == "@" || p.Names == syntax.NamesPrefixWords {
		return true
	}
	index, ok := p.Index.(*syntax.Word)
	return ok && index.Lit() == "@"
}

// unescape drops the backslashes that the shell drops.
func unescape(text string, quoted bool) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) {
			next := text[i+1]
			switch {
			case next == '\n':
				i++
				continue
			case !quoted || strings.IndexByte("$`\"\\", next) >= 0:
				i++
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
