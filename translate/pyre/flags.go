package pyre

// flags are the inline flags.
type flags uint8

const (
	flagI flags = 1 << iota
	flagM
	flagS
	flagX
	flagA
	flagU
	flagL
	flagT

	typeFlags = flagA | flagU | flagL
)

// flagOf is the flag of a letter, 0 where it is none.
func flagOf(token string) flags {
	switch token {
	case "i":
		return flagI
	case "m":
		return flagM
	case "s":
		return flagS
	case "x":
		return flagX
	case "a":
		return flagA
	case "u":
		return flagU
	case "L":
		return flagL
	case "t":
		return flagT
	}
	return 0
}

// with is the flags inside a group that adds and removes some.
func (f flags) with(add, del flags) flags {
	if add&typeFlags != 0 {
		f &^= typeFlags
	}
	return (f | add) &^ del
}

// groupFlags parses the flags of (?flags), which are global, and of (?flags-flags:…).
func (p *parser) groupFlags(char string) (add, del flags, global bool) {
	if char != "-" {
		add, char = p.addedFlags(char)
		if char == ")" {
			p.flags |= add
			return add, 0, true
		}
		if add&flagT != 0 {
			p.fail(1, "bad inline flags: cannot turn on global flag")
		}
	}
	if char == "-" {
		del = p.removedFlags()
	}
	if del&flagT != 0 {
		p.fail(1, "bad inline flags: cannot turn off global flag")
	}
	if add&del != 0 {
		p.fail(1, "bad inline flags: flag turned on and off")
	}
	return add, del, false
}

// addedFlags returns the flags and the one of ")", "-", ":" that ends them.
func (p *parser) addedFlags(char string) (flags, string) {
	var add flags
	for {
		flag := flagOf(char)
		if flag == flagL {
			p.fail(0, "bad inline flags: cannot use 'L' flag with a str pattern")
		}
		add |= flag
		if flag&typeFlags != 0 && add&typeFlags != flag {
			p.fail(0, "bad inline flags: flags 'a', 'u' and 'L' are incompatible")
		}
		char = p.get()
		if char == noToken {
			p.fail(0, "missing -, : or )")
		}
		if isOneOf(char, ")-:") {
			return add, char
		}
		p.checkFlag(char, "missing -, : or )")
	}
}

func (p *parser) removedFlags() flags {
	var del flags
	char := p.get()
	if char == noToken {
		p.fail(0, "missing flag")
	}
	p.checkFlag(char, "missing flag")
	for {
		flag := flagOf(char)
		if flag&typeFlags != 0 {
			p.fail(0, "bad inline flags: cannot turn off flags 'a', 'u' and 'L'")
		}
		del |= flag
		char = p.get()
		if char == noToken {
			p.fail(0, "missing :")
		}
		if char == ":" {
			return del
		}
		p.checkFlag(char, "missing :")
	}
}

func (p *parser) checkFlag(char, missing string) {
	if flagOf(char) != 0 {
		return
	}
	if isAlpha(char) {
		missing = "unknown flag"
	}
	p.fail(length(char), missing)
}
