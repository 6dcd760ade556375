package index

import (
	"encoding/binary"
	"errors"
	"math"
)

// errDamaged is the error of bytes that no writer of this package has written.
var errDamaged = errors.New("the index is damaged")

// coder writes values as bytes, or reads them: one function for each type does both, so that
// the two cannot differ. What is read are parts of in, which is not copied.
type coder struct {
	reading bool
	in      string
	out     []byte
	err     error
}

func (c *coder) num(n *uint64) {
	if !c.reading {
		c.out = binary.AppendUvarint(c.out, *n)
		return
	}
	*n = 0
	for i := 0; c.err == nil; i++ {
		if i >= len(c.in) || i >= binary.MaxVarintLen64 {
			c.err = errDamaged
			return
		}
		b := c.in[i]
		*n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			c.in = c.in[i+1:]
			return
		}
	}
}

func (c *coder) flag(b *bool) {
	var n uint64
	if *b {
		n = 1
	}
	c.num(&n)
	*b = n == 1
}

func (c *coder) float(f *float64) {
	n := math.Float64bits(*f)
	c.num(&n)
	*f = math.Float64frombits(n)
}

func (c *coder) text(s *string) {
	n := uint64(len(*s))
	c.num(&n)
	if !c.reading {
		c.out = append(c.out, *s...)
		return
	}
	if c.err == nil && n > uint64(len(c.in)) {
		c.err = errDamaged
	}
	if c.err != nil {
		*s = ""
		return
	}
	*s, c.in = c.in[:n], c.in[n:]
}

// each codes a list. When reading, the room of the old one is used again.
func each[T any](c *coder, list *[]T, item func(*T)) {
	n := uint64(len(*list))
	c.num(&n)
	if !c.reading {
		for i := range *list {
			item(&(*list)[i])
		}
		return
	}
	*list = (*list)[:0]
	if n > uint64(len(c.in)) { // an item has one byte at least
		c.err = errDamaged
	}
	for ; n > 0 && c.err == nil; n-- {
		if len(*list) < cap(*list) {
			*list = (*list)[:len(*list)+1]
		} else {
			var zero T
			*list = append(*list, zero)
		}
		item(&(*list)[len(*list)-1])
	}
}

func (c *coder) texts(list *[]string) { each(c, list, c.text) }

// write codes a value.
func write(code func(*coder)) []byte {
	c := &coder{}
	code(c)
	return c.out
}

// read reads a value that has all of the bytes.
func read(data string, code func(*coder)) error {
	c := &coder{reading: true, in: data}
	code(c)
	if c.err == nil && c.in != "" {
		c.err = errDamaged
	}
	return c.err
}
