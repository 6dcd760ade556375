// Package snippets reads the examples in the project's Markdown, so that the
// tests can run every one of them.
package snippets

import (
	"strings"
)

// Block is a fenced block of a page.
type Block struct {
	Language string // the first word after the fence
	File     string // the second word: the file that the block is, "" where it is none
	Line     int    // of the fence, from 1
	Text     string
}

// Blocks finds the fenced blocks of a page. A fence is ``` at the start of a line.
func Blocks(page string) []Block {
	var blocks []Block
	var open *Block
	for i, line := range strings.SplitAfter(page, "\n") {
		info, isFence := strings.CutPrefix(strings.TrimRight(line, "\n"), "```")
		switch {
		case isFence && open == nil:
			language, file, _ := strings.Cut(strings.TrimSpace(info), " ")
			open = &Block{Language: language, File: file, Line: i + 1}
		case isFence:
			blocks = append(blocks, *open)
			open = nil
		case open != nil:
			open.Text += line
		}
	}
	if open != nil { // a fence that is never closed reaches to the end
		blocks = append(blocks, *open)
	}
	return blocks
}

// Command is a command of a console block with the output that the page shows.
type Command struct{ Line, Output string }

// transcript is a command whose output has commands of its own.
const transcript = "make demo\n"

// Commands reads a console block: a command begins with "$ ", and goes on where its
// line ends with a backslash. After make demo all is output.
func Commands(text string) []Command {
	var commands []Command
	goesOn := false
	for line := range strings.SplitAfterSeq(text, "\n") {
		last := len(commands) - 1
		command, begins := strings.CutPrefix(line, "$ ")
		switch {
		case line == "":
		case goesOn:
			commands[last].Line += line
			goesOn = strings.HasSuffix(line, "\\\n")
		case begins && (last < 0 || commands[last].Line != transcript):
			commands = append(commands, Command{Line: command})
			goesOn = strings.HasSuffix(command, "\\\n")
		case last >= 0:
			commands[last].Output += line
		default:
			commands = append(commands, Command{Output: line}) // output of no command: never right
		}
	}
	return commands
}

// Console is Commands the other way round.
func Console(commands []Command) string {
	var b strings.Builder
	for _, c := range commands {
		if c.Line != "" {
			b.WriteString("$ " + c.Line)
		}
		b.WriteString(c.Output)
	}
	return b.String()
}

// Matches says whether an output is what a page shows. A line … stands for any
// lines, also for none.
func Matches(shown, got string) bool {
	parts := strings.Split("\n"+shown, "\n…\n")
	got = "\n" + got
	for i, part := range parts {
		// Between two omissions the part may stand anywhere; at the ends it may not.
		if i > 0 {
			part = "\n" + part
		}
		last := i == len(parts)-1
		switch {
		case last && i == 0:
			return got == part
		case i == 0:
			if !strings.HasPrefix(got, part+"\n") && got != part {
				return false
			}
			got = strings.TrimPrefix(got, part)
		case last:
			return strings.HasSuffix(got, part)
		default:
			at := strings.Index(got, part+"\n")
			if at < 0 {
				return false
			}
			got = got[at+len(part):]
		}
	}
	return true
}
