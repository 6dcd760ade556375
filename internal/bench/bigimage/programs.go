package main

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"strings"
)

// executable is like an ELF file of the given size.
func (m *maker) executable(size int) []byte {
	return append([]byte("\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00"), cut(m.program, m.r, size)...)
}

// goProgram is a program with the build information of modules (debug/buildinfo:
// a magic at a multiple of 16 bytes, flags, then version and modules with their
// lengths before them, the modules between marks of 16 bytes).
func (m *maker) goProgram(size, modules int) []byte {
	var list strings.Builder
	fmt.Fprintf(&list, "path\texample.test/tool\nmod\texample.test/tool\tv1.0.0\t\n")
	for i := range modules {
		fmt.Fprintf(&list, "dep\texample.test/module%d\tv%s\th1:%043d=\n", i, m.version(), i)
	}
	const begin, end = "\x30\x77\xaf\x0c\x92\x74\x08\x02\x41\xe1\xc1\x07\xe6\xd6\x18\xe6", "\xf9\x32\x43\x31\x86\x18\x20\x72\x00\x82\x42\x10\x41\x16\xd8\xf2"
	info := append([]byte("\xff Go buildinf:\x08\x02"), make([]byte, 16)...)
	for _, text := range []string{"go1.22.1", begin + list.String() + end} {
		info = append(binary.AppendUvarint(info, uint64(len(text))), text...)
	}
	program := m.executable(size)
	return append(append(program[:len(program)/2&^15:len(program)/2&^15], info...), program[len(program)/2:]...)
}

// rustProgram is a program with the dependency list of cargo-auditable.
func (m *maker) rustProgram(size, crates int) []byte {
	var list bytes.Buffer
	packed := zlib.NewWriter(&list)
	fmt.Fprint(packed, `{"packages":[`)
	for i := range crates {
		fmt.Fprintf(packed, `{"name":"crate%d","version":"%s","source":"crates.io"},`, i, m.version())
	}
	fmt.Fprint(packed, `{"name":"tool","version":"1.0.0","source":"local","root":true}]}`)
	_ = packed.Close() // a buffer takes everything
	return append(append(m.executable(size), list.Bytes()...), append(make([]byte, 64), ".dep-v0\x00.symtab\x00"...)...)
}
