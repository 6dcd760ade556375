package signatures_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/signatures"
)

func digest(c string) string { return "sha256:" + strings.Repeat(c, 64) }

// payload is one signature as cosign verify --output json prints it.
func payload(digest, optional string) string {
	return `{"critical": {"identity": {"docker-reference": "registry.example.com/shop"}, "image": {"docker-manifest-digest": "` + digest + `"},
		"type": "cosign container image signature"}, "optional": ` + optional + `}`
}

func TestRead(t *testing.T) {
	t.Parallel()
	own := `{"type": "notary", "digest": "` + digest("a") + `", "tag": "1.4", "verified": false, "identity": "ci", "expires": "2026-03-15T12:00:00Z"}`
	ownSignature := document.Signature{Type: "notary", Digest: digest("a"), Tag: new("1.4"), Source: "file", Identity: new("ci"), Expires: new("2026-03-15T12:00:00Z")}
	for _, tt := range []struct {
		name, text string
		want       []document.Signature
	}{
		{"none", "[]", []document.Signature{}},
		{"a list", "[" + own + "]", []document.Signature{ownSignature}},
		{"a list by name", `{"signatures": [` + own + `]}`, []document.Signature{ownSignature}},
		{"cosign with a key", "[" + payload(digest("b"), "null") + "]", []document.Signature{{Type: "cosign", Digest: digest("b"), Verified: true, Source: "file"}}},
		{
			"cosign with certificates",
			"[" + payload(digest("b"), `{"Issuer": "https://issuer.example.com", "Subject": "ci@example.com", "Bundle": {"Payload": {"logIndex": 1}}}`) + "]\n[" + payload(digest("c"), `{"Subject": ""}`) + "]",
			[]document.Signature{{Type: "cosign", Digest: digest("b"), Verified: true, Source: "file", Identity: new("ci@example.com")}, {Type: "cosign", Digest: digest("c"), Verified: true, Source: "file"}},
		},
		{
			"docker trust inspect",
			`[{"Name": "shop", "SignedTags": [{"SignedTag": "1.3", "Digest": "` + strings.Repeat("a", 64) + `", "Signers": ["Repo Admin"]}, {"SignedTag": "1.4", "Digest": "` + strings.Repeat("b", 64) + `", "Signers": ["ada", "ci"]}],
				"Signers": [{"Name": "ada", "Keys": [{"ID": "1"}]}], "AdministrativeKeys": [{"Name": "Root", "Keys": [{"ID": "2"}]}]}]`,
			[]document.Signature{
				{Type: "notary", Digest: digest("a"), Tag: new("1.3"), Verified: true, Source: "file", Identity: new("Repo Admin")},
				{Type: "notary", Digest: digest("b"), Tag: new("1.4"), Verified: true, Source: "file", Identity: new("ada, ci")},
			},
		},
		{"nothing is signed", `[{"Name": "shop", "SignedTags": [], "Signers": [], "AdministrativeKeys": []}]`, []document.Signature{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := signatures.Read("f", strings.NewReader(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("signatures (-want +got):\n%s", diff)
			}
			validate(t, got)
		})
	}
}

// validate checks the section against the published schema.
func validate(t *testing.T, list []document.Signature) {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("../../../internal/schemas/input.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(document.Document{SchemaVersion: document.SchemaVersion, Signatures: list})
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("the section is not valid: %v", err)
	}
}

func TestReadErrors(t *testing.T) {
	t.Parallel()
	const unknown = "it is none of a list of signatures, cosign verify --output json and docker trust inspect"
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", "it is empty; where there is no signature, it has an empty list"},
		{"null", "null", unknown},
		{"another document", `{"matches": []}`, unknown},
		{"an attestation", `{"payloadType": "application/vnd.in-toto+json", "payload": "e30=", "signatures": []}`, unknown},
		{"a signature that nobody verified", `[{"digest": "` + digest("a") + `", "type": "cosign"}]`, "entry 0: " + unknown},
		{"misspelt", `[{"digest": "` + digest("a") + `", "type": "cosign", "verified": true, "expire": null}]`, `entry 0: json: unknown field "expire"`},
		{"no type", `[{"digest": "` + digest("a") + `", "verified": true}]`, "entry 0: it has no type"},
		{"no digest", `[{"digest": "latest", "type": "x", "verified": true}]`, `entry 0: "latest" is not a digest`},
		{"no time", `[{"digest": "` + digest("a") + `", "type": "x", "verified": true, "expires": "soon"}]`, `entry 0: it expires at "soon", which is not a time such as 2026-03-15T12:00:00Z`},
		{"cosign without a digest", `[{"critical": {"image": {}}}]`, `entry 0: "" is not a digest`},
		{"a tag without a digest", `[{"SignedTags": [{"SignedTag": "1"}]}]`, `entry 0: "sha256:" is not a digest`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := signatures.Read("f", strings.NewReader(tt.text))
			if err == nil {
				t.Fatal("got no error")
			}
			if diff := cmp.Diff("reading signatures of f: "+tt.want, err.Error()); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	a, b := digest("a"), digest("b")
	signed := func(digests ...string) []document.Signature {
		var list []document.Signature
		for _, d := range digests {
			list = append(list, document.Signature{Digest: d})
		}
		return list
	}
	for _, tt := range []struct {
		name  string
		list  []document.Signature
		image *document.Image
		want  signatures.Comparison
		text  string
	}{
		{"of the manifest", signed(b, a), &document.Image{Digest: &a}, signatures.Same, ""},
		{"of the index", signed(a), &document.Image{Digest: &b, ParentDigest: &a}, signatures.Same, ""},
		{"none", nil, &document.Image{Digest: &a}, signatures.Same, ""},
		{"of another", signed(b), &document.Image{Digest: &a}, signatures.Other, "the signatures are of " + b + ", the image is " + a},
		{"of others", signed(b, b, digest("c")), &document.Image{Digest: &a}, signatures.Other, "the signatures are of " + b + " and 1 more, the image is " + a},
		{"of a configuration", signed(a), &document.Image{ID: &a, Digest: &b}, signatures.Other, "the signatures are of " + a + ", the image is " + b},
		{"no digest", signed(a), &document.Image{}, signatures.Unknown, "the image has no digest, so it is not known whose the signatures are"},
		{"no image", signed(a), nil, signatures.Unknown, "the image has no digest, so it is not known whose the signatures are"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, text := signatures.Compare(tt.list, tt.image)
			if got != tt.want || text != tt.text {
				t.Errorf("got %d, %q, want %d, %q", got, text, tt.want, tt.text)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add("[" + payload(digest("b"), "null") + "]")
	f.Add(`{"signatures": [{"digest": "` + digest("a") + `", "type": "x", "verified": true}]}`)
	f.Add(`[{"SignedTags": [{"SignedTag": "1", "Digest": "` + strings.Repeat("a", 64) + `"}]}]`)
	f.Fuzz(func(t *testing.T, text string) {
		list, err := signatures.Read("f", strings.NewReader(text))
		if err != nil {
			return
		}
		for _, s := range list {
			if len(s.Digest) != len(digest("a")) || s.Type == "" {
				t.Errorf("got %+v", s)
			}
		}
	})
}
