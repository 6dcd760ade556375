package keyless

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"strconv"

	"github.com/pratique-dev/pratique/internal/signing"
)

// Cosign is what cosign writes into the annotations of a signature's layer, beside the
// signature: certificates in PEM, and JSON of the log's and the authority's answers. "" for
// what there is not.
type Cosign struct {
	Certificate, Chain string
	Log                string // of Rekor
	Timestamp          string // RFC 3161
}

// bundleType is the last version in which chains of certificates, and entries of logs
// without a proof of inclusion, have a place.
const bundleType = "application/vnd.dev.sigstore.bundle+json;version=0.1"

type (
	rawBytes struct {
		RawBytes []byte `json:"rawBytes"`
	}
	logID struct {
		KeyID []byte `json:"keyId"`
	}
	kindVersion struct {
		Kind    string `json:"kind"`
		Version string `json:"version"`
	}
	promise struct {
		SignedEntryTimestamp []byte `json:"signedEntryTimestamp"`
	}
	logEntry struct {
		LogIndex          string      `json:"logIndex"`
		LogID             logID       `json:"logId"`
		KindVersion       kindVersion `json:"kindVersion"`
		IntegratedTime    string      `json:"integratedTime"`
		InclusionPromise  promise     `json:"inclusionPromise"`
		CanonicalizedBody []byte      `json:"canonicalizedBody"`
	}
	timestamp struct {
		SignedTimestamp []byte `json:"signedTimestamp"`
	}
	timestamps struct {
		RFC3161 []timestamp `json:"rfc3161Timestamps"`
	}
	chain struct {
		Certificates []rawBytes `json:"certificates"`
	}
	material struct {
		Chain       chain       `json:"x509CertificateChain"`
		Log         []logEntry  `json:"tlogEntries,omitempty"`
		Timestamped *timestamps `json:"timestampVerificationData,omitempty"`
	}
	messageDigest struct {
		Algorithm string `json:"algorithm"`
		Digest    []byte `json:"digest"`
	}
	messageSignature struct {
		MessageDigest messageDigest `json:"messageDigest"`
		Signature     []byte        `json:"signature"`
	}
	sigstoreBundle struct {
		MediaType string            `json:"mediaType"`
		Material  material          `json:"verificationMaterial"`
		Signature *messageSignature `json:"messageSignature,omitempty"`
		Envelope  *signing.Envelope `json:"dsseEnvelope,omitempty"`
	}
)

// Message is the sigstore bundle of a signature over a payload.
func (c Cosign) Message(payload, signature []byte) ([]byte, error) {
	digest := sha256.Sum256(payload)
	return c.bundle(sigstoreBundle{Signature: &messageSignature{messageDigest{"SHA2_256", digest[:]}, signature}})
}

// Envelope is the sigstore bundle of a DSSE envelope.
func (c Cosign) Envelope(envelope *signing.Envelope) ([]byte, error) {
	return c.bundle(sigstoreBundle{Envelope: envelope})
}

func (c Cosign) bundle(b sigstoreBundle) ([]byte, error) {
	b.MediaType = bundleType
	certificates, err := certificates(c.Certificate + "\n" + c.Chain)
	if err != nil {
		return nil, err
	}
	b.Material.Chain.Certificates = certificates
	if c.Log != "" {
		entry, err := logEntryOf(c.Log)
		if err != nil {
			return nil, fmt.Errorf("reading the log entry: %w", err)
		}
		b.Material.Log = []logEntry{entry}
	}
	if c.Timestamp != "" {
		var signed struct{ SignedRFC3161Timestamp []byte }
		if err := json.Unmarshal([]byte(c.Timestamp), &signed); err != nil {
			return nil, fmt.Errorf("reading the timestamp: %w", err)
		}
		b.Material.Timestamped = &timestamps{[]timestamp{{signed.SignedRFC3161Timestamp}}}
	}
	return json.Marshal(b)
}

// certificates are those of a text.
func certificates(text string) ([]rawBytes, error) {
	var list []rawBytes
	for rest := []byte(text); ; {
		block, more := pem.Decode(rest)
		if block == nil {
			break
		}
		if rest = more; block.Type == "CERTIFICATE" {
			list = append(list, rawBytes{block.Bytes})
		}
	}
	if len(list) == 0 {
		return nil, errors.New("reading the certificate: it has no PEM block")
	}
	return list, nil
}

func logEntryOf(text string) (logEntry, error) {
	var answer struct {
		SignedEntryTimestamp []byte
		Payload              struct {
			Body           string `json:"body"`
			IntegratedTime int64  `json:"integratedTime"`
			LogIndex       int64  `json:"logIndex"`
			LogID          string `json:"logID"`
		}
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		return logEntry{}, err
	}
	body, err := base64.StdEncoding.DecodeString(answer.Payload.Body)
	if err != nil {
		return logEntry{}, err
	}
	var entry struct{ APIVersion, Kind string }
	if err := json.Unmarshal(body, &entry); err != nil {
		return logEntry{}, err
	}
	id, err := hex.DecodeString(answer.Payload.LogID)
	if err != nil {
		return logEntry{}, err
	}
	return logEntry{
		LogIndex: strconv.FormatInt(answer.Payload.LogIndex, 10), LogID: logID{id}, KindVersion: kindVersion{entry.Kind, entry.APIVersion},
		IntegratedTime: strconv.FormatInt(answer.Payload.IntegratedTime, 10), InclusionPromise: promise{answer.SignedEntryTimestamp},
		CanonicalizedBody: body,
	}, nil
}
