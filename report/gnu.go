package report

import (
	"bytes"
	"fmt"
	"io"

	"github.com/pratique-dev/pratique/internal/printable"
)

// gnu writes a line for each thing to say, as compilers do and editors read it:
//
//	FILE:LINE: SEVERITY: MESSAGE [GATE/TRIGGER]
//
// What is in no file is the program's own message about the image, with its name in
// front: a name such as nginx:1 would read as line 1 of a file nginx. What is of a file
// as a whole is on its line 1.
func gnu(w io.Writer, inputs []Input, o Options) error {
	var b bytes.Buffer
	for _, in := range inputs {
		v := look(in)
		for _, e := range v.entries(o) {
			where := "pratique"
			message := v.name + ": " + e.message
			if e.where.file != "" {
				where = fmt.Sprintf("%s:%d", e.where.file, max(1, e.where.start))
				message = e.message
			}
			fmt.Fprintf(&b, "%s: %s: %s [%s]\n", printable.Text(where), e.level, printable.Text(message), printable.Text(e.rule))
		}
		fmt.Fprintf(&b, "pratique: note: %s [pratique/final_action]\n", printable.Text(v.headline()))
	}
	_, err := w.Write(b.Bytes())
	return err
}

func gnuError(w io.Writer, cause error) error {
	for _, line := range causes(cause) {
		if _, err := fmt.Fprintf(w, "pratique: error: no decision: %s [pratique/no_decision]\n", line); err != nil {
			return err
		}
	}
	return nil
}
