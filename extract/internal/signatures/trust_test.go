package signatures_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/extract/internal/signatures"
	"github.com/pratique-dev/pratique/internal/signtest"
)

func TestReadTrustErrors(t *testing.T) {
	t.Parallel()
	files := map[string][]byte{"k.pub": signtest.Key(t).Public().PEM(), "bad.json": []byte("{"), "k.key": signtest.PEM(t, signtest.Key(t).Signer())}
	const key = "version: 1\nkeys: {k: {pem: k.pub}}\n"
	for name, tt := range map[string]struct{ text, want string }{
		"empty":                   {"", "it is empty"},
		"no version":              {"keys: {}", "its version is 0, expected 1"},
		"a later version":         {"version: 2", "its version is 2, expected 1"},
		"nobody":                  {"version: 1", "it trusts nobody: give it keys, identities or notation"},
		"an unknown field":        {key + "root: {}", "field root not found in type"},
		"a field of a key":        {"version: 1\nkeys: {k: {pem: k.pub, not_befor: 2020-01-01}}", "field not_befor not found in type"},
		"a key without a file":    {"version: 1\nkeys: {k: {}}", "key k: it has no pem, the path of its public key"},
		"a file that is not":      {"version: 1\nkeys: {k: {pem: none.pub}}", "none.pub: no such file or directory"},
		"a directory":             {"version: 1\nkeys: {k: {pem: .}}", "is not a regular file"},
		"a private key":           {"version: 1\nkeys: {k: {pem: k.key}}", `key k: reading k.key: its PEM block is "PRIVATE KEY", expected PUBLIC KEY`},
		"no time":                 {"version: 1\nkeys: {k: {pem: k.pub, not_after: soon}}", `"soon" is not a time such as 2026-03-15T12:00:00Z or 2026-03-15`},
		"times that cross":        {"version: 1\nkeys: {k: {pem: k.pub, not_before: 2026-01-02, not_after: 2026-01-01}}", "key k: not_before is not earlier than not_after"},
		"a match without images":  {key + "match: [{require_one_of: [k]}]", "match 0: it has to have images and require_one_of"},
		"a match of nobody":       {key + "match: [{images: ['*']}]", "match 0: it has to have images and require_one_of"},
		"a match of somebody":     {key + "match: [{images: ['*'], require_one_of: [x]}]", `match 0: "x" is neither a key nor an identity`},
		"an identity of no root":  {"version: 1\nidentities: {i: {issuer: x, subject: y}}", `identity i: its root "" is not among the roots`},
		"a root without a file":   {"version: 1\nroots: {r: {}}", "root r: it has no trusted_root"},
		"notation without a file": {"version: 1\nnotation: {trust_policy: p.json}", "notation: it has to have trust_policy and trust_store"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := signatures.ReadTrust(signtest.Trust(t, tt.text, files))
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "reading trust file ") {
				t.Errorf("got error %v, want %q in it", err, tt.want)
			}
		})
	}
}

// What a trust policy demands and the tool does not do is refused, not passed over.
func TestReadNotationErrors(t *testing.T) {
	t.Parallel()
	const trust = "version: 1\nnotation: {trust_policy: p.json, trust_store: s}\n"
	statement := func(verification string) string {
		return `{"version": "1.0", "trustPolicies": [{"name": "images", "registryScopes": ["*"], "signatureVerification": {` + verification + `}, "trustStores": ["ca:a"], "trustedIdentities": ["*"]}]}`
	}
	for name, tt := range map[string]struct{ policy, want string }{
		"no JSON":           {"{", "unexpected end of JSON input"},
		"no policies":       {`{"version": "1.0"}`, "trust policy"},
		"another version":   {`{"version": "2.0", "trustPolicies": []}`, "version"},
		"revocation":        {statement(`"level": "strict"`), `images demands that revocation is checked, which needs the network; give it "override": {"revocation": "skip"}`},
		"an unknown level":  {statement(`"level": "lax"`), "lax"},
		"no trust store":    {statement(`"level": "strict", "override": {"revocation": "skip"}`), "notation: the trust policy's images: reading the trust store: open "},
		"skipped integrity": {statement(`"level": "strict", "override": {"integrity": "skip"}`), "integrity"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := signatures.ReadTrust(signtest.Trust(t, trust, map[string][]byte{"p.json": []byte(tt.policy)}))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got error %v, want %q in it", err, tt.want)
			}
		})
	}
}

func FuzzReadTrust(f *testing.F) {
	f.Add("version: 1\nkeys: {k: {pem: k.pub, not_after: 2026-01-01}}\nmatch: [{images: ['a*b'], require_one_of: [k]}]\n")
	f.Add("version: 1\nidentities: {i: {root: r, issuer: x, subject_regex: '('}}\n")
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(dir, "trust.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if trust, err := signatures.ReadTrust(path); err == nil && trust == nil {
			t.Error("neither trust nor an error")
		}
	})
}
