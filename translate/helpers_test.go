package translate

import (
	"bytes"
	"github.com/pratique-dev/pratique/translate/anchore"
)

func decodeForTest(bundle []byte) (*anchore.Value, error) {
	root, _, err := anchore.Decode(bundle)
	return root, err
}
func bytesHas(b []byte, s string) bool   { return bytes.Contains(b, []byte(s)) }
func bytesReader(b []byte) *bytes.Reader { return bytes.NewReader(b) }
