package translate

import "github.com/pratique-dev/pratique/translate/anchore"

func decodeForTest(bundle []byte) (*anchore.Value, error) {
	root, _, err := anchore.Decode(bundle)
	return root, err
}
