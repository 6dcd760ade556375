package rpm

import (
	"encoding/binary"
	"errors"
)

const (
	sqliteNumber = iota // integers; also null and floating-point numbers, which rpm does not store
	sqliteBlob
	sqliteText
)

// sqliteValue is one column of a row.
type sqliteValue struct {
	kind   int
	number int64
	bytes  []byte
}

var errRecord = errors.New("its record is malformed")

// sqliteRecord splits a record into its columns. At most 16 are read, which is
// more than any table here has.
func sqliteRecord(record []byte) ([]sqliteValue, error) {
	length, n := varint(record)
	if n == 0 || length < uint64(n) || length > uint64(len(record)) {
		return nil, errRecord
	}
	types, body := record[n:length], record[length:]
	var values []sqliteValue
	for len(types) > 0 && len(values) < 16 {
		serial, n := varint(types)
		if n == 0 {
			return nil, errRecord
		}
		types = types[n:]
		value, size := sqliteValue{}, uint64(0)
		switch {
		case serial >= 12:
			value.kind, size = sqliteBlob, (serial-12)/2
			if serial%2 == 1 {
				value.kind = sqliteText
			}
		case serial == 9: // the constant 1
			value.number = 1
		case serial <= 7:
			size = uint64([]int{0, 1, 2, 3, 4, 6, 8, 8}[serial])
		}
		if size > uint64(len(body)) {
			return nil, errRecord
		}
		value.bytes, body = body[:size:size], body[size:]
		if serial >= 1 && serial <= 6 {
			value.number = integer(value.bytes)
		}
		values = append(values, value)
	}
	return values, nil
}

// integer reads a big-endian number in two's complement of up to eight bytes.
func integer(b []byte) int64 {
	var wide [8]byte
	if b[0]&0x80 != 0 {
		wide = [8]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}
	}
	copy(wide[8-len(b):], b)
	return int64(binary.BigEndian.Uint64(wide[:]))
}

// varint reads SQLite's variable-length number and how many bytes it takes, 0
// where it is cut short.
func varint(b []byte) (value uint64, n int) {
	for i, c := range b {
		if i == 8 {
			return value<<8 | uint64(c), 9
		}
		value = value<<7 | uint64(c&0x7f)
		if c < 0x80 {
			return value, i + 1
		}
	}
	return 0, 0
}
