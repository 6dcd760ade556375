package signatures

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/yamlread"
)

// maxSignatures bounds the signatures of one file.
const maxSignatures = 100_000

// Read reads one file, which may hold several JSON documents one after the other; name
// is for errors only. The list is never nil: a file without a signature says that none
// was found.
func Read(name string, r io.Reader) ([]document.Signature, error) {
	list, err := read(r)
	if err != nil {
		return nil, fmt.Errorf("reading signatures of %s: %w", name, err)
	}
	return list, nil
}

func read(r io.Reader) ([]document.Signature, error) {
	data, err := yamlread.Bytes(r)
	if err != nil {
		return nil, err
	}
	documents, err := yamlread.JSON(data)
	if err != nil {
		return nil, err
	}
	if len(documents) == 0 {
		return nil, errors.New("it is empty; where there is no signature, it has an empty list")
	}
	list := []document.Signature{}
	for _, d := range documents {
		entries, err := entries(d)
		if err != nil {
			return nil, err
		}
		for i, entry := range entries {
			some, err := readEntry(entry)
			if err != nil {
				return nil, fmt.Errorf("entry %d: %w", i, err)
			}
			if list = append(list, some...); len(list) > maxSignatures {
				return nil, fmt.Errorf("more than %d signatures", maxSignatures)
			}
		}
	}
	return list, nil
}

// entries are the items of a list, which may stand under "signatures".
func entries(text json.RawMessage) ([]json.RawMessage, error) {
	var list []json.RawMessage
	if json.Unmarshal(text, &list) == nil && list != nil {
		return list, nil
	}
	var top map[string]json.RawMessage
	if err := json.Unmarshal(text, &top); err != nil {
		return nil, err
	}
	if len(top) == 1 && json.Unmarshal(top["signatures"], &list) == nil && list != nil {
		return list, nil
	}
	return nil, errUnknown()
}

func errUnknown() error {
	return errors.New("it is none of a list of signatures, cosign verify --output json and docker trust inspect")
}

func readEntry(text json.RawMessage) ([]document.Signature, error) {
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(text, &keys); err != nil {
		return nil, err
	}
	has := func(key string) bool { _, ok := keys[key]; return ok }
	switch {
	case has("critical"):
		return cosign(text)
	case has("SignedTags"):
		return dockerTrust(text)
	case has("digest") && has("verified"):
		return own(text)
	}
	return nil, errUnknown()
}

// own reads the input document's shape. A misspelt key would leave something out.
func own(text json.RawMessage) ([]document.Signature, error) {
	var s document.Signature
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return nil, err
	}
	if s.Type == "" {
		return nil, errors.New("it has no type")
	}
	if s.Expires != nil {
		if _, err := time.Parse(time.RFC3339, *s.Expires); err != nil {
			return nil, fmt.Errorf("it expires at %.60q, which is not a time such as 2026-03-15T12:00:00Z", *s.Expires)
		}
	}
	s.Source = document.SourceFile // whatever it says: anybody can write it
	return []document.Signature{s}, checkDigest(s.Digest)
}

// cosign reads a payload as cosign verify prints it: of signatures that it has verified. What
// cosign download signature gives looks the same, and so does what anybody writes.
func cosign(text json.RawMessage) ([]document.Signature, error) {
	var payload struct {
		Critical struct {
			Image struct {
				Digest string `json:"docker-manifest-digest"`
			} `json:"image"`
		} `json:"critical"`
		Optional struct {
			Subject string // of a certificate; a key has none
		} `json:"optional"`
	}
	if err := json.Unmarshal(text, &payload); err != nil {
		return nil, err
	}
	s := document.Signature{Type: "cosign", Digest: payload.Critical.Image.Digest, Verified: true, Source: document.SourceFile}
	if payload.Optional.Subject != "" {
		s.Identity = &payload.Optional.Subject
	}
	return []document.Signature{s}, checkDigest(s.Digest)
}

// dockerTrust reads one repository, with the tags whose signatures the client has verified.
func dockerTrust(text json.RawMessage) ([]document.Signature, error) {
	var repository struct {
		SignedTags []struct {
			SignedTag, Digest string
			Signers           []string
		}
	}
	if err := json.Unmarshal(text, &repository); err != nil {
		return nil, err
	}
	var list []document.Signature
	for _, tag := range repository.SignedTags {
		s := document.Signature{Type: "notary", Digest: "sha256:" + tag.Digest, Tag: &tag.SignedTag, Verified: true, Source: document.SourceFile}
		if len(tag.Signers) > 0 {
			s.Identity = new(strings.Join(tag.Signers, ", "))
		}
		if err := checkDigest(s.Digest); err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

func checkDigest(digest string) error {
	if !regexp.MustCompile(`^sha256:[0-9a-f]{64}$`).MatchString(digest) {
		return fmt.Errorf("%.80q is not a digest", digest)
	}
	return nil
}
