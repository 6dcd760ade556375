//go:build !nokeyless

package signatures_test

import (
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sigstore/sigstore-go/pkg/testing/ca"

	"github.com/pratique-dev/pratique/extract/internal/signatures"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/signing"
	"github.com/pratique-dev/pratique/internal/signtest"
)

const (
	subject = "https://github.com/acme/shop/.github/workflows/release.yml@refs/tags/v1"
	issuer  = "https://token.actions.githubusercontent.com"

	roots    = "roots: {corp: {trusted_root: root.json, sct: false}}\n"
	identity = roots + `identities: {ci: {root: corp, issuer: "` + issuer + `", subject_regex: 'https://github\.com/acme/[^/]+/\.github/workflows/release\.yml@refs/tags/v.*'}}` + "\n"
)

// certified is a bench with an authority whose root is in root.json.
func certified(t *testing.T) (*bench, *ca.VirtualSigstore) {
	t.Helper()
	b := newBench(t, serve(t, memory(true)))
	authority := signtest.Fulcio(t)
	b.files["root.json"] = signtest.Root(t, authority)
	return b, authority
}

func TestKeyless(t *testing.T) {
	t.Parallel()
	now := func() time.Time { return time.Now().Add(5 * time.Minute) } // the test authority's certificates begin then
	attest := func(b *bench, authority *ca.VirtualSigstore, statement []byte) []byte {
		entity, err := authority.AttestAtTime(subject, issuer, statement, now(), true)
		if err != nil {
			b.Fatal(err)
		}
		return signtest.Certified(b.T, authority, entity)
	}
	sign := func(b *bench, authority *ca.VirtualSigstore) {
		statement := signtest.Statement(b.T, signtest.SignPredicate, map[string]any{}, b.digest)
		b.attach(signtest.BundleArtifact(attest(b, authority, statement), "dsse-envelope", signtest.SignPredicate))
	}
	classic := func(b *bench, authority *ca.VirtualSigstore, payload []byte) {
		entity, err := authority.SignAtTime(subject, issuer, payload, now())
		if err != nil {
			b.Fatal(err)
		}
		b.tag(".sig", signtest.Signatures(signtest.CertifiedSimpleSigning(b.T, authority, entity, payload)))
	}
	const bundled, cosign = "sigstore-bundle by referrer: ", "cosign by tag: "
	for name, tt := range map[string]struct {
		sign  func(*bench, *ca.VirtualSigstore)
		trust string
		want  string
	}{
		"a bundle": {sign, identity, bundled + "verified by ci"},
		"a bundle of another subject": {
			sign, strings.ReplaceAll(identity, "acme", "other"), bundled + "identity ci: failed to verify certificate identity",
		},
		"a bundle of another issuer": {
			sign, strings.Replace(identity, issuer, "https://accounts.test", 1), bundled + "identity ci: failed to verify certificate identity",
		},
		"a subject that the expression has for a part": {
			sign, roots + `identities: {ci: {root: corp, issuer: "` + issuer + `", subject_regex: 'github\.com/acme'}}`, bundled + "identity ci: failed to verify certificate identity",
		},
		"an expression for lines": {
			sign, roots + `identities: {ci: {root: corp, issuer: "` + issuer + `", subject_regex: '(?m)^https://github\.com/acme$|x'}}`, bundled + "identity ci: failed to verify certificate identity",
		},
		"the whole subject": {sign, roots + `identities: {ci: {root: corp, issuer: "` + issuer + `", subject: "` + subject + `"}}`, bundled + "verified by ci"},
		"two identities":    {sign, identity[:len(identity)-2] + `, "any": {root: corp, issuer: "` + issuer + `", subject_regex: ".*"}}`, bundled + "verified by any,ci"},
		"an identity that was not valid yet": {
			sign, strings.Replace(identity, "root: corp,", "root: corp, not_before: 2120-01-01,", 1), bundled + "identity ci is not valid before 2120-01-01T00:00:00Z",
		},
		"an identity that is not valid any more": {
			sign, strings.Replace(identity, "root: corp,", "root: corp, not_after: 2020-01-01,", 1), bundled + "identity ci is not valid since 2020-01-01T00:00:00Z",
		},
		"a certificate that no log has": {
			sign, strings.Replace(identity, ", sct: false", "", 1), bundled + "identity ci: failed to verify signed certificate timestamp",
		},
		"another root": {
			func(b *bench, _ *ca.VirtualSigstore) { sign(b, signtest.Fulcio(b.T)) }, identity, bundled + "identity ci: failed to verify log inclusion",
		},
		"a key where there is a certificate": {sign, release, bundled + "the trust file has no key or identity for this image and kind of signature"},
		"signed in the future":               {sign, identity, bundled + "identity ci: signed in the future"},
		"a time-stamp and a log without times": {
			func(b *bench, authority *ca.VirtualSigstore) {
				entity, err := authority.AttestAtTimeHashedRekordV2(subject, issuer, signtest.Statement(b.T, signtest.SignPredicate, map[string]any{}, b.digest), time.Unix(0, 0))
				if err != nil {
					b.Fatal(err)
				}
				b.attach(signtest.BundleArtifact(signtest.Certified(b.T, authority, entity), "dsse-envelope", signtest.SignPredicate))
			},
			identity, bundled + "verified by ci",
		},
		"a time-stamp alone": {withoutLog(now), identity, bundled + "identity ci: failed to verify log inclusion"},
		"a time-stamp alone, which is enough": {
			withoutLog(now), strings.Replace(identity, "sct: false", "sct: false, tlog: false", 1), bundled + "verified by ci",
		},
		"cosign's first form": {
			func(b *bench, authority *ca.VirtualSigstore) { classic(b, authority, signtest.Payload("x", b.digest)) }, identity, cosign + "verified by ci",
		},
		"cosign's first form of another image": {
			func(b *bench, authority *ca.VirtualSigstore) {
				classic(b, authority, signtest.Payload("x", "sha256:"+strings.Repeat("ab", 32)))
			},
			identity, cosign + `the signature is of "sha256:` + strings.Repeat("ab", 32) + `", another image`,
		},
		"cosign's first form by somebody else": {
			func(b *bench, authority *ca.VirtualSigstore) { classic(b, authority, signtest.Payload("x", b.digest)) },
			strings.ReplaceAll(identity, "acme", "other"), cosign + "identity ci: failed to verify certificate identity",
		},
		"cosign's first form with another payload": {
			func(b *bench, authority *ca.VirtualSigstore) {
				entity, err := authority.SignAtTime(subject, issuer, []byte("else"), now())
				if err != nil {
					b.Fatal(err)
				}
				b.tag(".sig", signtest.Signatures(signtest.CertifiedSimpleSigning(b.T, authority, entity, signtest.Payload("x", b.digest))))
			},
			identity, cosign + "identity ci: failed to verify log inclusion: transparency log hashedrekord entry digest",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, authority := certified(t)
			tt.sign(b, authority)
			found := b.find(tt.trust, func(q *signatures.Query) {
				if name == "signed in the future" {
					q.Now = q.Now.Add(-time.Hour)
				}
			})
			if len(found.Signatures) != 1 || len(found.Attestations) != 0 || !strings.HasPrefix(summary(found.Signatures[0]), tt.want) {
				t.Fatalf("got %s, %+v, want %q", summary(found.Signatures[0]), found.Problems, tt.want)
			}
			s := found.Signatures[0]
			if s.Verified && (*s.Identity != subject || *s.Issuer != issuer || *s.Root != "corp" || s.SignedAt == nil || s.Key != nil) {
				t.Errorf("got %+v", s)
			}
			if !s.Verified && (s.Identity != nil || s.Issuer != nil || s.SignedAt != nil) {
				t.Errorf("got %+v", s)
			}
		})
	}
}

// withoutLog signs with a time-stamp and without a log's entry.
func withoutLog(now func() time.Time) func(*bench, *ca.VirtualSigstore) {
	return func(b *bench, authority *ca.VirtualSigstore) {
		entity, err := authority.AttestAtTime(subject, issuer, signtest.Statement(b.T, signtest.SignPredicate, map[string]any{}, b.digest), now(), true)
		if err != nil {
			b.Fatal(err)
		}
		var bundle map[string]any
		if err := json.Unmarshal(signtest.Certified(b.T, authority, entity), &bundle); err != nil {
			b.Fatal(err)
		}
		delete(bundle["verificationMaterial"].(map[string]any), "tlogEntries")
		text, err := json.Marshal(bundle)
		if err != nil {
			b.Fatal(err)
		}
		b.attach(signtest.BundleArtifact(text, "dsse-envelope", signtest.SignPredicate))
	}
}

// A certificate's attestations, in both forms.
func TestKeylessAttestations(t *testing.T) {
	t.Parallel()
	b, authority := certified(t)
	statement := signtest.Statement(t, signtest.SLSA, signtest.Provenance("https://ci.test", "git+https://git.test/web"), b.digest)
	at := time.Now().Add(5 * time.Minute)
	entity, err := authority.AttestAtTime(subject, issuer, statement, at, true)
	if err != nil {
		t.Fatal(err)
	}
	b.attach(signtest.BundleArtifact(signtest.Certified(t, authority, entity), "dsse-envelope", signtest.SLSA))
	if entity, err = authority.AttestAtTime(subject, issuer, statement, at, false); err != nil {
		t.Fatal(err)
	}
	content, err := entity.SignatureContent()
	if err != nil {
		t.Fatal(err)
	}
	a := signtest.Attestations(t, &signing.Envelope{Payload: statement, PayloadType: signing.InToto, Signatures: []signing.EnvelopeSignature{{Sig: content.Signature()}}}, signtest.SLSA)
	maps.Copy(a.Layers[0].Annotations, signtest.CertifiedAnnotations(t, authority, entity))
	b.tag(".att", a)
	found := b.find(identity)
	b.want(found, nil, []string{signtest.SLSA + " by tag: verified by ci", signtest.SLSA + " by referrer: verified by ci"})
	for _, a := range found.Attestations {
		if a.Provenance == nil || a.Provenance.Builder != "https://ci.test" {
			t.Errorf("got %+v", a)
		}
	}
}

// Nothing but the image's own registry is asked.
func TestKeylessOffline(t *testing.T) {
	t.Parallel()
	b, authority := certified(t)
	entity, err := authority.AttestAtTime(subject, issuer, signtest.Statement(t, signtest.SignPredicate, map[string]any{}, b.digest), time.Now().Add(5*time.Minute), true)
	if err != nil {
		t.Fatal(err)
	}
	b.attach(signtest.BundleArtifact(signtest.Certified(t, authority, entity), "dsse-envelope", signtest.SignPredicate))
	host, _, _ := strings.Cut(b.repository.String(), "/")
	client, err := oci.NewClient(oci.Options{Insecure: true, Transport: only{t, host}})
	if err != nil {
		t.Fatal(err)
	}
	own, err := client.Repository(b.repository.String())
	if err != nil {
		t.Fatal(err)
	}
	b.want(b.find(identity, func(q *signatures.Query) { q.Own = own }), []string{"sigstore-bundle by referrer: verified by ci"}, nil)
}

// only reaches one host.
type only struct {
	t    *testing.T
	host string
}

func (o only) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host != o.host {
		o.t.Errorf("a request to %s", r.URL)
		return nil, errors.New("no network")
	}
	return http.DefaultTransport.RoundTrip(r)
}

func TestReadRootErrors(t *testing.T) {
	t.Parallel()
	files := map[string][]byte{"root.json": signtest.Root(t, signtest.Fulcio(t)), "bad.json": []byte("{")}
	const roots = "version: 1\nroots: {r: {trusted_root: root.json}}\n"
	for name, tt := range map[string]struct{ text, want string }{
		"no JSON":        {"version: 1\nroots: {r: {trusted_root: bad.json}}", "root r: reading bad.json: parsing the trusted root"},
		"no issuer":      {roots + "identities: {i: {root: r, subject: y}}", "identity i: it has no issuer"},
		"no subject":     {roots + "identities: {i: {root: r, issuer: x}}", "identity i: it has to have either subject or subject_regex"},
		"two subjects":   {roots + "identities: {i: {root: r, issuer: x, subject: y, subject_regex: z}}", "identity i: it has to have either subject or subject_regex"},
		"no expression":  {roots + "identities: {i: {root: r, issuer: x, subject_regex: '('}}", "identity i: subject_regex: error parsing regexp"},
		"an escape":      {roots + "identities: {i: {root: r, issuer: x, subject_regex: 'a)|(b'}}", "identity i: subject_regex: error parsing regexp"},
		"another's name": {roots + "keys: {i: {pem: root.json}}\nidentities: {i: {root: r, issuer: x, subject: y}}", "key i: reading root.json: it has no PEM block"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := signatures.ReadTrust(signtest.Trust(t, tt.text, files))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got error %v, want %q in it", err, tt.want)
			}
		})
	}
}
