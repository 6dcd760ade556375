package signing

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

const (
	// InToto is the payload type of in-toto statements.
	InToto = "application/vnd.in-toto+json"
	// maxSignatures bounds the signatures of one envelope.
	maxSignatures = 16
)

// Envelope is a DSSE envelope. encoding/json reads and writes its bytes as base64.
type Envelope struct {
	Payload     []byte              `json:"payload"`
	PayloadType string              `json:"payloadType"`
	Signatures  []EnvelopeSignature `json:"signatures"`
}

// EnvelopeSignature is one signature over an envelope's payload and its type.
type EnvelopeSignature struct {
	KeyID string `json:"keyid,omitzero"`
	Sig   []byte `json:"sig"`
}

// ParseEnvelope reads an envelope. Its base64 may be that of URLs.
func ParseEnvelope(text []byte) (*Envelope, error) {
	var raw struct {
		Payload     string `json:"payload"`
		PayloadType string `json:"payloadType"`
		Signatures  []struct {
			KeyID string `json:"keyid"`
			Sig   string `json:"sig"`
		} `json:"signatures"`
	}
	if err := json.Unmarshal(text, &raw); err != nil {
		return nil, fmt.Errorf("parsing the DSSE envelope: %w", err)
	}
	payload, err := decodeBase64(raw.Payload)
	if err != nil {
		return nil, fmt.Errorf("decoding the payload of the DSSE envelope: %w", err)
	}
	e := &Envelope{Payload: payload, PayloadType: raw.PayloadType}
	if len(raw.Signatures) > maxSignatures {
		return nil, fmt.Errorf("the DSSE envelope has %d signatures, more than %d", len(raw.Signatures), maxSignatures)
	}
	for _, s := range raw.Signatures {
		sig, err := decodeBase64(s.Sig)
		if err != nil {
			return nil, fmt.Errorf("decoding a signature of the DSSE envelope: %w", err)
		}
		e.Signatures = append(e.Signatures, EnvelopeSignature{s.KeyID, sig})
	}
	return e, nil
}

func decodeBase64(text string) ([]byte, error) {
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		if url, urlErr := base64.URLEncoding.DecodeString(text); urlErr == nil {
			return url, nil
		}
	}
	return data, err
}

// pae is what is signed: DSSE's pre-authentication encoding.
func pae(payloadType string, payload []byte) []byte {
	return append(fmt.Appendf(nil, "DSSEv1 %d %s %d ", len(payloadType), payloadType, len(payload)), payload...)
}

// Verify says whether one of the envelope's signatures is by the key.
func (e *Envelope) Verify(key *PublicKey) error {
	if len(e.Signatures) == 0 {
		return errors.New("the DSSE envelope has no signature")
	}
	message := pae(e.PayloadType, e.Payload)
	if !slices.ContainsFunc(e.Signatures, func(s EnvelopeSignature) bool { return key.Verify(message, s.Sig) == nil }) {
		return ErrSignature
	}
	return nil
}

// SignEnvelope puts a payload into an envelope.
func SignEnvelope(key *PrivateKey, payloadType string, payload []byte) (*Envelope, error) {
	sig, err := key.Sign(pae(payloadType, payload))
	if err != nil {
		return nil, fmt.Errorf("signing: %w", err)
	}
	return &Envelope{Payload: payload, PayloadType: payloadType, Signatures: []EnvelopeSignature{{Sig: sig}}}, nil
}
