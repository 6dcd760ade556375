package extract

import (
	"bytes"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// Decompressed is an entry of the cache without its header, as plain bytes.
func Decompressed(t *testing.T, entry []byte) []byte {
	t.Helper()
	at := bytes.Index(entry, []byte{0x28, 0xb5, 0x2f, 0xfd}) // zstd's magic number
	if at < 0 {
		return entry
	}
	decoder, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer decoder.Close()
	plain, err := decoder.DecodeAll(entry[at:], nil)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}
