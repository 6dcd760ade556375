package pyre

// tree is what the parser makes: the pattern as written, before its flags are known.
type tree struct {
	root  item
	flags flags
	refs  bool
}

// item is one element of the pattern as written.
type item any

type (
	literal  rune
	anyChar  struct{}
	sequence []item
	branches []item

	// class is a bracket expression, or an escape like \d alone.
	class struct {
		negated bool
		members []member
	}
	// member is a range of a class (one character where lo == hi), or a
	// category: one of "dDsSwW".
	member struct {
		lo, hi   rune
		category byte
	}
	// assertion is one of ^ $ A Z b B.
	assertion struct {
		kind byte
		pos  int
	}
	repeat struct {
		item     item
		min, max int // max is unlimited where there is none
		lazy     bool
	}
	group struct {
		number   int // 0 where it does not capture
		add, del flags
		item     item
	}
	look struct {
		behind, negated bool
		item            item
		pos             int
	}
	backref struct {
		number, pos int
	}
	conditional struct {
		number, pos int
		yes, no     item // no is nil where there is none
	}
)

// unlimited is the upper bound of * and +, Python's MAXREPEAT.
const unlimited = 1<<32 - 1
