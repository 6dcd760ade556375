package signatures_test

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/signatures"
	"github.com/pratique-dev/pratique/internal/oci"
	"github.com/pratique-dev/pratique/internal/registrytest"
	"github.com/pratique-dev/pratique/internal/signing"
	"github.com/pratique-dev/pratique/internal/signtest"
)

const imageConfig = "application/vnd.oci.image.config.v1+json"

// bench is a repository with an image, and keys.
type bench struct {
	*testing.T
	repository *oci.Repository
	image      v1.Descriptor
	digest     string
	keys       map[string]*signing.PrivateKey
	files      map[string][]byte // beside the trust file
}

func newBench(t *testing.T, repository *oci.Repository) *bench {
	t.Helper()
	b := &bench{T: t, repository: repository, keys: map[string]*signing.PrivateKey{}, files: map[string][]byte{}}
	for _, name := range []string{"release", "other"} {
		b.keys[name] = signtest.Key(t)
		b.files[name+".pub"] = b.keys[name].Public().PEM()
	}
	b.image = b.push("image " + t.Name())
	b.digest = b.image.Digest.String()
	return b
}

// push pushes an image that has the text for its one layer.
func (b *bench) push(text string) v1.Descriptor {
	b.Helper()
	layer := oci.Bytes("application/vnd.oci.image.layer.v1.tar", []byte(text))
	config := oci.Bytes(imageConfig, []byte(`{"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": ["`+layer.Digest+`"]}}`))
	d, err := b.repository.Push(b.Context(), oci.Artifact{Config: &config, Layers: []oci.Layer{layer}})
	if err != nil {
		b.Fatal(err)
	}
	return d
}

func (b *bench) tag(suffix string, a oci.Artifact) {
	b.Helper()
	if _, err := b.repository.Push(b.Context(), a, oci.FallbackTag(b.digest)+suffix); err != nil {
		b.Fatal(err)
	}
}

func (b *bench) attach(a oci.Artifact) {
	b.Helper()
	if _, err := b.repository.Attach(b.Context(), b.image, a); err != nil {
		b.Fatal(err)
	}
}

func (b *bench) trust(text string) *signatures.Trust {
	b.Helper()
	trust, err := signatures.ReadTrust(signtest.Trust(b.T, "version: 1\n"+text, b.files))
	if err != nil {
		b.Fatal(err)
	}
	return trust
}

const (
	release = "keys: {release: {pem: release.pub}}\n"
	other   = "keys: {other: {pem: other.pub}}\n"
)

func (b *bench) find(trust string, change ...func(*signatures.Query)) *signatures.Found {
	b.Helper()
	q := signatures.Query{
		Trust: b.trust(trust), Digests: []string{b.digest}, Own: b.repository, Now: time.Now(),
		Registry: "registry.acme.test", Repository: "shop/web", Tag: "1.4",
	}
	for _, c := range change {
		c(&q)
	}
	found, err := signatures.Find(b.Context(), q)
	if err != nil {
		b.Fatal(err)
	}
	return found
}

// summary is what tests compare of a signature: its type, how it was found, who vouches
// for it, or why nobody does.
func summary(s document.Signature) string {
	if s.Verified {
		return fmt.Sprintf("%s by %s: verified by %s", s.Type, s.Scheme, strings.Join(s.Signers, ","))
	}
	return fmt.Sprintf("%s by %s: %s", s.Type, s.Scheme, *s.Problem)
}

func attestationSummary(a document.Attestation) string {
	if a.Verified {
		return fmt.Sprintf("%s by %s: verified by %s", a.PredicateType, a.Scheme, strings.Join(a.Signers, ","))
	}
	return fmt.Sprintf("%s by %s: %s", a.PredicateType, a.Scheme, *a.Problem)
}

func (b *bench) want(found *signatures.Found, wantSignatures, wantAttestations []string) {
	b.Helper()
	var got, gotAttestations []string
	for _, s := range found.Signatures {
		got = append(got, summary(s))
		if s.Digest != b.digest || s.Source != "tool" {
			b.Errorf("got %+v", s)
		}
	}
	for _, a := range found.Attestations {
		gotAttestations = append(gotAttestations, attestationSummary(a))
		if a.Digest != b.digest || a.Source != "tool" {
			b.Errorf("got %+v", a)
		}
	}
	if diff := cmp.Diff(wantSignatures, got); diff != "" {
		b.Errorf("signatures (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(wantAttestations, gotAttestations); diff != "" {
		b.Errorf("attestations (-want +got):\n%s", diff)
	}
	if found.Signatures == nil || found.Attestations == nil {
		b.Errorf("got %+v, want complete facts", found)
	}
	if len(found.Problems) > 0 {
		b.Errorf("got problems %+v", found.Problems)
	}
}

func serve(t *testing.T, handler http.Handler) *oci.Repository {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return at(t, strings.TrimPrefix(server.URL, "http://"))
}

func at(t *testing.T, host string) *oci.Repository {
	t.Helper()
	client, err := oci.NewClient(oci.Options{Insecure: true})
	if err != nil {
		t.Fatal(err)
	}
	repository, err := client.Repository(host + "/shop/web")
	if err != nil {
		t.Fatal(err)
	}
	return repository
}

func memory(referrers bool) http.Handler {
	return registry.New(registry.WithReferrersSupport(referrers), registry.Logger(log.New(io.Discard, "", 0)))
}

// registries run a test with each kind of registry.
func registries(t *testing.T, run func(b *bench, scheme string)) {
	t.Helper()
	kinds := map[string]func(*testing.T) (*oci.Repository, string){
		"with the referrers API":    func(t *testing.T) (*oci.Repository, string) { return serve(t, memory(true)), oci.ByAPI },
		"without the referrers API": func(t *testing.T) (*oci.Repository, string) { return serve(t, memory(false)), oci.ByFallback },
	}
	if host := registrytest.Start(t); host != "" {
		kinds["docker-registry"] = func(t *testing.T) (*oci.Repository, string) { return at(t, host), oci.ByFallback }
	}
	for name, kind := range kinds {
		t.Run(name, func(t *testing.T) {
			repository, scheme := kind(t)
			run(newBench(t, repository), scheme)
		})
	}
}

const byNobody = "key other: the signature is not by this key, or not over this content"

// One image is signed in every way that keys have; each is found and verified by the right
// key, and by no other.
func TestKeyed(t *testing.T) {
	registries(t, func(b *bench, scheme string) {
		key := b.keys["release"]
		b.tag(".sig", signtest.Signatures(signtest.SimpleSigning(b.T, key, signtest.Payload("registry.acme.test/shop/web", b.digest))))
		provenance := signtest.Statement(b.T, signtest.SLSA, signtest.Provenance("https://ci.test", "git+https://git.test/web"), b.digest)
		b.tag(".att", signtest.Attestations(b.T, signtest.Envelope(b.T, key, signing.InToto, provenance), signtest.SLSA))
		signed := signtest.Statement(b.T, signtest.SignPredicate, map[string]any{}, b.digest)
		b.attach(signtest.BundleArtifact(signtest.Bundle(b.T, key, signed), "dsse-envelope", signtest.SignPredicate))
		b.attach(signtest.BundleArtifact(signtest.Bundle(b.T, key, provenance), "dsse-envelope", signtest.SLSA))

		found := b.find(release)
		b.want(found,
			[]string{"cosign by tag: verified by release", "sigstore-bundle by " + scheme + ": verified by release"},
			[]string{signtest.SLSA + " by tag: verified by release", signtest.SLSA + " by " + scheme + ": verified by release"})
		first := found.Signatures[0]
		if *first.Identity != "release" || *first.Key != key.Public().Fingerprint() || first.Annotations["team"] != "shop" {
			b.Errorf("got %+v", first)
		}
		wantProvenance := &document.Provenance{
			Builder: "https://ci.test", BuildType: "https://example.com/build", Source: []string{"git+https://git.test/web"},
			Parameters: json.RawMessage(`{"ref":"main"}`),
		}
		if diff := cmp.Diff(wantProvenance, found.Attestations[1].Provenance); diff != "" {
			b.Errorf("provenance (-want +got):\n%s", diff)
		}
		var answers []string
		for _, p := range found.Searched {
			answers = append(answers, fmt.Sprint(p.Answer, " ", p.Count))
		}
		if diff := cmp.Diff([]string{"found 1", "found 1", "found 2"}, answers); diff != "" {
			b.Errorf("searched (-want +got):\n%s", diff)
		}

		b.want(b.find(other),
			[]string{"cosign by tag: " + byNobody, "sigstore-bundle by " + scheme + ": " + byNobody},
			[]string{signtest.SLSA + " by tag: " + byNobody, signtest.SLSA + " by " + scheme + ": " + byNobody})
		// Nothing that was not verified is told but its type.
		for _, a := range b.find(other).Attestations {
			if a.Predicate != nil || a.Provenance != nil || a.Identity != nil {
				b.Errorf("got %+v", a)
			}
		}
	})
}

func TestNothingIsSigned(t *testing.T) {
	registries(t, func(b *bench, _ string) {
		found := b.find(release)
		b.want(found, nil, nil)
		for _, p := range found.Searched {
			if p.Answer != "none" || p.Digest != b.digest {
				b.Errorf("got %+v", p)
			}
		}
		if len(found.Searched) != 3 {
			b.Errorf("got %d places, want 3", len(found.Searched))
		}
	})
}

// What looks like a signature and is none is a fact with its reason.
func TestRefused(t *testing.T) {
	t.Parallel()
	const another = "sha256:abababababababababababababababababababababababababababababababab"
	const cosign, bundled = "cosign by tag: ", "sigstore-bundle by referrer: "
	attested := signtest.SLSA + " by referrer: "
	for name, tt := range map[string]struct {
		make       func(b *bench)
		trust      string
		signature  string
		attested   string
		notChecked bool
	}{
		"a payload of another digest": {
			make: func(b *bench) {
				b.tag(".sig", signtest.Signatures(signtest.SimpleSigning(b.T, b.keys["release"], signtest.Payload("x", another))))
			},
			signature: cosign + `the signature is of "` + another + `", another image`,
		},
		"a payload of another type": {
			make: func(b *bench) {
				payload := strings.Replace(string(signtest.Payload("x", b.digest)), "cosign container image signature", "atomic", 1)
				b.tag(".sig", signtest.Signatures(signtest.SimpleSigning(b.T, b.keys["release"], []byte(payload))))
			},
			signature: cosign + `the signed payload is of type "atomic", which is not that of an image's signature`,
		},
		"the signature of another layer": {
			make: func(b *bench) {
				layer := signtest.SimpleSigning(b.T, b.keys["release"], signtest.Payload("x", b.digest))
				layer.Annotations = signtest.SimpleSigning(b.T, b.keys["release"], []byte("else")).Annotations
				b.tag(".sig", signtest.Signatures(layer))
			},
			signature: cosign + "key release: the signature is not by this key, or not over this content",
		},
		"base64 that ends too early": {
			make: func(b *bench) {
				layer := signtest.SimpleSigning(b.T, b.keys["release"], signtest.Payload("x", b.digest))
				for key, value := range layer.Annotations {
					layer.Annotations[key] = value[:len(value)-5]
				}
				b.tag(".sig", signtest.Signatures(layer))
			},
			signature: cosign + "decoding the signature: illegal base64 data at input byte 88",
		},
		"no signature": {
			make: func(b *bench) {
				b.tag(".sig", signtest.Signatures(oci.Bytes("application/vnd.dev.cosign.simplesigning.v1+json", signtest.Payload("x", b.digest))))
			},
			signature: cosign + "it has no signature, the annotation dev.cosignproject.cosign/signature",
		},
		"another repository": {
			make: func(b *bench) {
				b.tag(".sig", signtest.Signatures(signtest.SimpleSigning(b.T, b.keys["release"], signtest.Payload("registry.acme.test/other:1", b.digest))))
			},
			trust:     release + "match_reference: true\n",
			signature: cosign + `the signature is of "registry.acme.test/other:1", another repository`,
		},
		"a subject of another digest": {
			make: func(b *bench) {
				b.attach(signtest.BundleArtifact(signtest.Bundle(b.T, b.keys["release"], signtest.Statement(b.T, signtest.SLSA, nil, another)), "dsse-envelope", signtest.SLSA))
			},
			attested: attested + "the statement is about another image",
		},
		"a payload type that is not in-toto's": {
			make: func(b *bench) {
				statement := signtest.Statement(b.T, signtest.SLSA, nil, b.digest)
				text, err := signing.FormatBundle(b.keys["release"].Public(), signtest.Envelope(b.T, b.keys["release"], "text/plain", statement))
				if err != nil {
					b.Fatal(err)
				}
				b.attach(signtest.BundleArtifact(text, "dsse-envelope", signtest.SLSA))
			},
			attested: attested + `the envelope's payload is of type "text/plain", which is not that of an in-toto statement`,
		},
		"another predicate type than claimed": {
			make: func(b *bench) {
				b.attach(signtest.BundleArtifact(signtest.Bundle(b.T, b.keys["release"], signtest.Statement(b.T, "https://x.test/y", nil, b.digest)), "dsse-envelope", signtest.SLSA))
			},
			attested: `https://x.test/y by referrer: the statement's predicate is of type "https://x.test/y", and not of type "` + signtest.SLSA + `", as its annotation claims`,
		},
		"no bundle": {
			make: func(b *bench) {
				b.attach(signtest.BundleArtifact([]byte("{}"), "dsse-envelope", ""))
			},
			signature: bundled + `its media type is "", which is not that of a sigstore bundle`,
		},
		"a bundle that is cut off": {
			make: func(b *bench) {
				text := signtest.Bundle(b.T, b.keys["release"], signtest.Statement(b.T, signtest.SLSA, nil, b.digest))
				b.attach(signtest.BundleArtifact(text[:len(text)/2], "dsse-envelope", signtest.SLSA))
			},
			attested: " by referrer: parsing the sigstore bundle: unexpected end of JSON input",
		},
		"a tag that is no manifest of signatures": {
			make: func(b *bench) { b.tag(".sig", signtest.Signatures(oci.Bytes("text/plain", []byte("x")))) },
		},
		"a key that is not valid any more": {
			make: func(b *bench) {
				b.tag(".sig", signtest.Signatures(signtest.SimpleSigning(b.T, b.keys["release"], signtest.Payload("x", b.digest))))
			},
			trust:     "keys: {release: {pem: release.pub, not_after: 2020-01-01}}\n",
			signature: cosign + "key release is not valid since 2020-01-01T00:00:00Z",
		},
		"a key that is not valid yet": {
			make: func(b *bench) {
				b.tag(".sig", signtest.Signatures(signtest.SimpleSigning(b.T, b.keys["release"], signtest.Payload("x", b.digest))))
			},
			trust:     "keys: {release: {pem: release.pub, not_before: '2120-01-01T00:00:00Z'}}\n",
			signature: cosign + "key release is not valid before 2120-01-01T00:00:00Z",
		},
		"a key for other images": {
			make: func(b *bench) {
				b.tag(".sig", signtest.Signatures(signtest.SimpleSigning(b.T, b.keys["release"], signtest.Payload("x", b.digest))))
			},
			trust:     release + "match: [{images: ['registry.acme.test/ship/*'], require_one_of: [release]}]\n",
			signature: cosign + "the trust file has no key or identity for this image and kind of signature",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, serve(t, memory(true)))
			tt.make(b)
			if tt.trust == "" {
				tt.trust = release
			}
			var wantSignatures, wantAttestations []string
			if tt.signature != "" {
				wantSignatures = []string{tt.signature}
			}
			if tt.attested != "" {
				wantAttestations = []string{tt.attested}
			}
			b.want(b.find(tt.trust), wantSignatures, wantAttestations)
		})
	}
}

// What is unusual and holds.
func TestAccepted(t *testing.T) {
	t.Parallel()
	const another = "sha256:abababababababababababababababababababababababababababababababab"
	simple := func(b *bench, key *signing.PrivateKey) {
		b.tag(".sig", signtest.Signatures(signtest.SimpleSigning(b.T, key, signtest.Payload("registry.acme.test/shop/web", b.digest))))
	}
	for name, tt := range map[string]struct {
		make               func(b *bench)
		trust              string
		signature, attests string
	}{
		"the second of two subjects": {
			make: func(b *bench) {
				b.attach(signtest.BundleArtifact(signtest.Bundle(b.T, b.keys["release"], signtest.Statement(b.T, signtest.SLSA, nil, another, b.digest)), "dsse-envelope", signtest.SLSA))
			},
			attests: signtest.SLSA + " by referrer: verified by release",
		},
		"a signature over the image": {
			make: func(b *bench) {
				m, err := b.repository.Manifest(b.Context(), b.digest)
				if err != nil {
					b.Fatal(err)
				}
				signature, err := b.keys["release"].Sign(m.Raw)
				if err != nil {
					b.Fatal(err)
				}
				text, err := json.Marshal(map[string]any{
					"mediaType":            signing.BundleType,
					"verificationMaterial": map[string]any{"publicKey": map[string]any{"hint": "x"}},
					"messageSignature":     map[string]any{"messageDigest": map[string]any{"algorithm": "SHA2_256", "digest": "eA=="}, "signature": signature},
				})
				if err != nil {
					b.Fatal(err)
				}
				b.attach(signtest.BundleArtifact(text, "message-signature", ""))
			},
			signature: "sigstore-bundle by referrer: verified by release",
		},
		"cosign's first form as a referrer": {
			make: func(b *bench) {
				a := signtest.Signatures(signtest.SimpleSigning(b.T, b.keys["release"], signtest.Payload("x", b.digest)))
				a.ArtifactType = "application/vnd.dev.cosign.artifact.sig.v1+json"
				config := oci.Bytes(a.ArtifactType, []byte("{}"))
				a.Config = &config
				b.attach(a)
			},
			signature: "cosign by referrer: verified by release",
		},
		"the repository's own name":  {func(b *bench) { simple(b, b.keys["release"]) }, release + "match_reference: true\n", "cosign by tag: verified by release", ""},
		"one of two keys":            {func(b *bench) { simple(b, b.keys["release"]) }, "keys: {old: {pem: other.pub, not_after: 2020-01-01}, new: {pem: release.pub}}\n", "cosign by tag: verified by new", ""},
		"one key under two names":    {func(b *bench) { simple(b, b.keys["release"]) }, "keys: {b: {pem: release.pub}, a: {pem: release.pub}}\n", "cosign by tag: verified by a,b", ""},
		"a key for this image":       {func(b *bench) { simple(b, b.keys["release"]) }, release + "match: [{images: ['*/shop/*:1.*'], require_one_of: [release]}]\n", "cosign by tag: verified by release", ""},
		"Ed25519":                    {withKey(simple, ed25519Key), "keys: {special: {pem: special.pub}}\n", "cosign by tag: verified by special", ""},
		"RSA":                        {withKey(simple, rsaKey), "keys: {special: {pem: special.pub}}\n", "cosign by tag: verified by special", ""},
		"ECDSA P-384":                {withKey(simple, curve(elliptic.P384())), "keys: {special: {pem: special.pub}}\n", "cosign by tag: verified by special", ""},
		"ECDSA P-521":                {withKey(simple, curve(elliptic.P521())), "keys: {special: {pem: special.pub}}\n", "cosign by tag: verified by special", ""},
		"a referrer of another type": {func(b *bench) { b.attach(oci.Artifact{ArtifactType: "application/vnd.example.x"}) }, release, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, serve(t, memory(true)))
			tt.make(b)
			if tt.trust == "" {
				tt.trust = release
			}
			var wantSignatures, wantAttestations []string
			if tt.signature != "" {
				wantSignatures = []string{tt.signature}
			}
			if tt.attests != "" {
				wantAttestations = []string{tt.attests}
			}
			b.want(b.find(tt.trust), wantSignatures, wantAttestations)
		})
	}
}

func withKey(sign func(*bench, *signing.PrivateKey), key func(*testing.T) *signing.PrivateKey) func(*bench) {
	return func(b *bench) {
		private := key(b.T)
		b.files["special.pub"] = private.Public().PEM()
		sign(b, private)
	}
}

func ed25519Key(t *testing.T) *signing.PrivateKey {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return signtest.Private(t, key)
}

func rsaKey(t *testing.T) *signing.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return signtest.Private(t, key)
}

func curve(c elliptic.Curve) func(*testing.T) *signing.PrivateKey {
	return func(t *testing.T) *signing.PrivateKey {
		key, err := ecdsa.GenerateKey(c, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return signtest.Private(t, key)
	}
}

// A signature of the index is one of the index, whichever image of it was pulled.
func TestIndex(t *testing.T) {
	t.Parallel()
	b := newBench(t, serve(t, memory(true)))
	manifest := b.digest
	index := b.push("stands for the index")
	b.image, b.digest = index, index.Digest.String()
	b.tag(".sig", signtest.Signatures(signtest.SimpleSigning(t, b.keys["release"], signtest.Payload("x", b.digest))))
	found := b.find(release, func(q *signatures.Query) { q.Digests = []string{manifest, b.digest} })
	b.want(found, []string{"cosign by tag: verified by release"}, nil)
	if len(found.Searched) != 7 {
		t.Errorf("got %d places, want 7: %+v", len(found.Searched), found.Searched)
	}
}

// BuildKit's attestations stand in the index, unsigned.
func TestBuildKit(t *testing.T) {
	t.Parallel()
	b := newBench(t, serve(t, memory(true)))
	statement := signtest.Statement(t, signtest.SLSA, signtest.Provenance("https://buildkit.test", "git+https://git.test/web"), b.digest)
	layer := oci.Bytes(signing.InToto, statement)
	layer.Annotations = map[string]string{"in-toto.io/predicate-type": signtest.SLSA}
	attestation, err := b.repository.Push(t.Context(), signtest.Signatures(layer))
	if err != nil {
		t.Fatal(err)
	}
	attestation.Annotations = map[string]string{"vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": b.digest}
	attestation.Platform = &v1.Platform{OS: "unknown", Architecture: "unknown"}
	parent := b.pushIndex(v1.IndexManifest{SchemaVersion: 2, MediaType: "application/vnd.oci.image.index.v1+json", Manifests: []v1.Descriptor{b.image, attestation}})
	digests := func(q *signatures.Query) { q.Digests = []string{b.digest, parent} }

	want := []string{signtest.SLSA + " by index: it is not signed: BuildKit puts attestations into the index as they are"}
	found := b.find(release, digests)
	b.want(found, nil, want)
	if found.Attestations[0].Predicate != nil {
		t.Errorf("got %+v", found.Attestations[0])
	}
	found = b.find(release, digests, func(q *signatures.Query) { q.KeepUnverified = true })
	b.want(found, nil, want)
	if a := found.Attestations[0]; a.Predicate == nil || a.Provenance == nil || a.Provenance.Builder != "https://buildkit.test" {
		t.Errorf("got %+v", a)
	}
}

// Signatures may be in a repository of their own.
func TestOtherRepository(t *testing.T) {
	t.Parallel()
	b := newBench(t, serve(t, memory(true)))
	own := b.repository
	b.repository = serve(t, memory(false))
	b.tag(".sig", signtest.Signatures(signtest.SimpleSigning(t, b.keys["release"], signtest.Payload("x", b.digest))))
	elsewhere := b.repository
	found := b.find(release, func(q *signatures.Query) { q.Own, q.Others = own, []oci.Reader{elsewhere} })
	b.want(found, []string{"cosign by tag: verified by release"}, nil)
	if len(found.Searched) != 6 {
		t.Errorf("got %d places, want 6", len(found.Searched))
	}
}

// There is no end to what a repository may have; what is beyond the limit is said.
func TestLimit(t *testing.T) {
	t.Parallel()
	b := newBench(t, serve(t, memory(true)))
	for i := range 100 {
		b.attach(signtest.BundleArtifact(fmt.Appendf(nil, "junk %d", i), "dsse-envelope", ""))
	}
	found := b.find(release)
	if len(found.Signatures) != 64 || len(found.Problems) != 1 || !found.Problems[0].Minor ||
		!strings.HasSuffix(found.Problems[0].Text, "has 100 referrers that may be signatures or attestations, which are more than 64; 36 were not looked at") {
		t.Errorf("got %d signatures, problems %+v", len(found.Signatures), found.Problems)
	}
}

// A registry that does not answer leaves the facts out that it would have: "none found" and
// "not answered" are not the same.
func TestSilentRegistries(t *testing.T) {
	t.Parallel()
	refuse := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
	}
	slow := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	for _, tt := range []struct {
		name, part               string
		handle                   http.HandlerFunc
		noSignatures, noAttested bool
		problem                  string
	}{
		{"401", "/referrers/", refuse(401), true, true, "401"},
		{"403", "/referrers/", refuse(403), true, true, "403"},
		{"404", "/referrers/", refuse(404), false, false, ""}, // no such API
		{"405", "/referrers/", refuse(405), false, false, ""},
		{"429", "/referrers/", refuse(429), true, true, "429"},
		{"500", "/referrers/", refuse(500), true, true, "500"},
		{"slow", "/referrers/", slow, true, true, "no answer within 5s"},
		{"500 of signatures", ".sig", refuse(500), true, false, "500"},
		{"500 of attestations", ".att", refuse(500), false, true, "500"},
		{"500 of all", "/manifests/sha256-", refuse(500), true, true, "500"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			backend := memory(true)
			b := newBench(t, serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodGet && strings.Contains(r.URL.Path, tt.part) {
					tt.handle(w, r)
					return
				}
				backend.ServeHTTP(w, r)
			})))
			found := b.find(release)
			if (found.Signatures == nil) != tt.noSignatures || (found.Attestations == nil) != tt.noAttested {
				t.Errorf("got %+v", found)
			}
			if tt.problem == "" {
				if len(found.Problems) > 0 {
					t.Errorf("got problems %+v", found.Problems)
				}
				return
			}
			if len(found.Problems) == 0 {
				t.Fatal("got no problem")
			}
			for _, p := range found.Problems {
				if !strings.Contains(p.Text, tt.problem) || p.Minor {
					t.Errorf("got problem %+v, want %q in it", p, tt.problem)
				}
			}
		})
	}
}

// A blob that is not there is a signature that does not hold; one that the registry fails to
// give is not known.
func TestBlobs(t *testing.T) {
	t.Parallel()
	for code, want := range map[int][]string{
		404: {"cosign by tag: reading blob"},
		500: nil,
	} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			t.Parallel()
			backend := memory(true)
			fail := false
			b := newBench(t, serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if fail && strings.Contains(r.URL.Path, "/blobs/") {
					w.WriteHeader(code)
					return
				}
				backend.ServeHTTP(w, r)
			})))
			b.tag(".sig", signtest.Signatures(signtest.SimpleSigning(t, b.keys["release"], signtest.Payload("x", b.digest))))
			fail = true
			found := b.find(release)
			if want == nil {
				if found.Signatures != nil || found.Attestations == nil || len(found.Problems) != 1 {
					t.Errorf("got %+v", found)
				}
				return
			}
			if len(found.Signatures) != 1 || !strings.HasPrefix(summary(found.Signatures[0]), want[0]) {
				t.Errorf("got %+v", found)
			}
		})
	}
}

func TestNotation(t *testing.T) {
	t.Parallel()
	policy := func(level, identity string) []byte {
		return []byte(`{"version": "1.0", "trustPolicies": [{"name": "images", "registryScopes": ["*"],
			"signatureVerification": {` + level + `}, "trustStores": ["ca:acme"], "trustedIdentities": ["` + identity + `"]}]}`)
	}
	const strict = `"level": "strict", "override": {"revocation": "skip"}`
	const notation = "notation: {trust_policy: trustpolicy.json, trust_store: truststore}\n"
	notary := signtest.NewNotary("acme release")
	stranger := signtest.NewNotary("stranger")
	for _, mediaType := range []string{"application/jose+json", "application/cose"} {
		for _, tt := range []struct {
			name, level, identity string
			certificate           []byte
			lasting               time.Duration
			want                  string
		}{
			{"right", strict, "x509.subject: " + notary.Subject, notary.Certificate, 0, "verified by images"},
			{"another subject", strict, "x509.subject: C=US,ST=WA,O=Other", notary.Certificate, 0, "does not match the X.509 trusted identities"},
			{"another root", strict, "*", stranger.Certificate, 0, "the signature's certificate chain does not contain any trusted certificate"},
			{"expired", strict, "*", notary.Certificate, time.Second, "digital signature has expired"},
			{"audit", `"level": "audit", "override": {"revocation": "skip"}`, "*", notary.Certificate, 0, "the trust policy images does not enforce authenticity"},
			{"permissive", `"level": "permissive", "override": {"revocation": "skip"}`, "*", notary.Certificate, 0, "verified by images"},
		} {
			t.Run(mediaType+" "+tt.name, func(t *testing.T) {
				t.Parallel()
				b := newBench(t, serve(t, memory(true)))
				maps.Copy(b.files, map[string][]byte{"trustpolicy.json": policy(tt.level, tt.identity), "truststore/x509/ca/acme/root.pem": tt.certificate})
				b.attach(notary.Sign(t, b.image, mediaType, tt.lasting))
				if tt.lasting > 0 {
					time.Sleep(tt.lasting + time.Second)
				}
				found := b.find(notation)
				if len(found.Signatures) != 1 || !strings.Contains(summary(found.Signatures[0]), tt.want) {
					t.Fatalf("got %s, want %q in it", summary(found.Signatures[0]), tt.want)
				}
				s := found.Signatures[0]
				if (s.Expires != nil) != (tt.lasting > 0) {
					t.Errorf("got expiry %v", s.Expires)
				}
				if s.Verified && (*s.Identity != notary.Subject || s.Type != "notation") {
					t.Errorf("got %+v", s)
				}
			})
		}
	}
}

func (b *bench) pushIndex(index v1.IndexManifest) string {
	b.Helper()
	raw, err := json.Marshal(index)
	if err != nil {
		b.Fatal(err)
	}
	m, err := oci.ParseManifest(raw, string(index.MediaType))
	if err != nil {
		b.Fatal(err)
	}
	if err := b.repository.PutManifest(b.Context(), m, "index"); err != nil {
		b.Fatal(err)
	}
	return m.Digest
}
