package document

// Signature is what a tool that verifies signatures said of one. Whose it is, the
// digest tells: it is evidence of that image and of no other.
type Signature struct {
	Type   string  `json:"type"`         // "cosign", "notary", …
	Digest string  `json:"digest"`       // of the manifest or index that is signed, sha256:…
	Tag    *string `json:"tag,omitzero"` // the signed tag, where the signature is of one
	// Verified says that the tool has checked the signature, not only found it.
	Verified bool    `json:"verified"`
	Identity *string `json:"identity,omitzero"` // of the signer
	Expires  *string `json:"expires,omitzero"`  // RFC 3339
}
