//go:build !nokeyless

package signtest

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"

	protobundle "github.com/sigstore/protobuf-specs/gen/pb-go/bundle/v1"
	protocommon "github.com/sigstore/protobuf-specs/gen/pb-go/common/v1"
	protodsse "github.com/sigstore/protobuf-specs/gen/pb-go/dsse"
	protorekor "github.com/sigstore/protobuf-specs/gen/pb-go/rekor/v1"
	"github.com/sigstore/sigstore-go/pkg/root"
	"github.com/sigstore/sigstore-go/pkg/testing/ca"
	"github.com/sigstore/sigstore-go/pkg/tlog"
	"google.golang.org/protobuf/encoding/protojson"

	"github.com/pratique-dev/pratique/internal/oci"
)

// Fulcio is a certificate authority, a transparency log and a time-stamping authority.
func Fulcio(t TB) *ca.VirtualSigstore {
	t.Helper()
	authority, err := ca.NewVirtualSigstore()
	if err != nil {
		t.Fatal(err)
	}
	return authority
}

// Root is the trusted root of an authority, in JSON.
func Root(t TB, authority *ca.VirtualSigstore) []byte {
	t.Helper()
	trusted, err := root.NewTrustedRoot(root.TrustedRootMediaType01, authority.FulcioCertificateAuthorities(), logs(t, authority.CTLogs()),
		authority.TimestampingAuthorities(), logs(t, authority.RekorLogs()))
	if err != nil {
		t.Fatal(err)
	}
	text, err := trusted.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// logs have the bytes of their ids, which the test authority gives in hexadecimal.
func logs(t TB, all map[string]*root.TransparencyLog) map[string]*root.TransparencyLog {
	t.Helper()
	for id, log := range all {
		var err error
		if log.ID, err = hex.DecodeString(id); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// Certified is the sigstore bundle of what an authority has signed.
func Certified(t TB, authority *ca.VirtualSigstore, entity *ca.TestEntity) []byte {
	t.Helper()
	material := &protobundle.VerificationMaterial{
		Content: &protobundle.VerificationMaterial_Certificate{Certificate: &protocommon.X509Certificate{RawBytes: leaf(t, entity)}},
	}
	entries, err := entity.TlogEntries()
	if err != nil {
		t.Fatal(err)
	}
	// Version 0.3 has proofs of inclusion, version 0.1 promises.
	mediaType := "application/vnd.dev.sigstore.bundle.v0.3+json"
	for _, entry := range entries {
		if material.TlogEntries = append(material.TlogEntries, logEntry(t, authority, entry)); !entry.HasInclusionProof() {
			mediaType = "application/vnd.dev.sigstore.bundle+json;version=0.1"
		}
	}
	stamps, err := entity.Timestamps()
	if err != nil {
		t.Fatal(err)
	}
	material.TimestampVerificationData = &protobundle.TimestampVerificationData{}
	for _, stamp := range stamps {
		material.TimestampVerificationData.Rfc3161Timestamps = append(material.TimestampVerificationData.Rfc3161Timestamps,
			&protocommon.RFC3161SignedTimestamp{SignedTimestamp: stamp})
	}
	bundle := &protobundle.Bundle{MediaType: mediaType, VerificationMaterial: material}
	content, err := entity.SignatureContent()
	if err != nil {
		t.Fatal(err)
	}
	if envelope := content.EnvelopeContent(); envelope != nil {
		raw := envelope.RawEnvelope()
		payload, err := raw.DecodeB64Payload()
		if err != nil {
			t.Fatal(err)
		}
		bundle.Content = &protobundle.Bundle_DsseEnvelope{DsseEnvelope: &protodsse.Envelope{
			Payload: payload, PayloadType: raw.PayloadType, Signatures: []*protodsse.Signature{{Sig: content.Signature()}},
		}}
	} else {
		bundle.Content = &protobundle.Bundle_MessageSignature{MessageSignature: &protocommon.MessageSignature{
			MessageDigest: &protocommon.HashOutput{Algorithm: protocommon.HashAlgorithm_SHA2_256, Digest: content.MessageSignatureContent().Digest()},
			Signature:     content.Signature(),
		}}
	}
	text, err := protojson.Marshal(bundle)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// logEntry completes an entry: the test authority leaves out its kind and the log's promise.
func logEntry(t TB, authority *ca.VirtualSigstore, entry *tlog.Entry) *protorekor.TransparencyLogEntry {
	t.Helper()
	e := entry.TransparencyLogEntry()
	if e.GetKindVersion() != nil {
		return e
	}
	var kind struct{ Kind, APIVersion string }
	if err := json.Unmarshal(e.GetCanonicalizedBody(), &kind); err != nil {
		t.Fatal(err)
	}
	e.KindVersion = &protorekor.KindVersion{Kind: kind.Kind, Version: kind.APIVersion}
	promise, err := authority.RekorSignPayload(tlog.RekorPayload{
		Body: base64.StdEncoding.EncodeToString(e.GetCanonicalizedBody()), IntegratedTime: e.GetIntegratedTime(), LogIndex: e.GetLogIndex(),
		LogID: hex.EncodeToString(e.GetLogId().GetKeyId()),
	})
	if err != nil {
		t.Fatal(err)
	}
	e.InclusionPromise = &protorekor.InclusionPromise{SignedEntryTimestamp: promise}
	return e
}

func leaf(t TB, entity *ca.TestEntity) []byte {
	t.Helper()
	content, err := entity.VerificationContent()
	if err != nil {
		t.Fatal(err)
	}
	return content.Certificate().Raw
}

// CertifiedSimpleSigning is a layer of cosign's first form that an authority has signed.
func CertifiedSimpleSigning(t TB, authority *ca.VirtualSigstore, entity *ca.TestEntity, payload []byte) oci.Layer {
	t.Helper()
	layer := oci.Bytes(simpleSigning, payload)
	layer.Annotations = CertifiedAnnotations(t, authority, entity)
	return layer
}

// CertifiedAnnotations are the annotations of cosign's first form: the signature, the
// certificate and the log's answer.
func CertifiedAnnotations(t TB, authority *ca.VirtualSigstore, entity *ca.TestEntity) map[string]string {
	t.Helper()
	content, err := entity.SignatureContent()
	if err != nil {
		t.Fatal(err)
	}
	entries, err := entity.TlogEntries()
	if err != nil {
		t.Fatal(err)
	}
	log := logEntry(t, authority, entries[0])
	answer, err := json.Marshal(map[string]any{
		"SignedEntryTimestamp": log.GetInclusionPromise().GetSignedEntryTimestamp(),
		"Payload": map[string]any{
			"body": base64.StdEncoding.EncodeToString(log.GetCanonicalizedBody()), "integratedTime": log.GetIntegratedTime(),
			"logIndex": log.GetLogIndex(), "logID": hex.EncodeToString(log.GetLogId().GetKeyId()),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"dev.cosignproject.cosign/signature": base64.StdEncoding.EncodeToString(content.Signature()),
		"dev.sigstore.cosign/certificate":    string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: leaf(t, entity)})),
		"dev.sigstore.cosign/bundle":         string(answer),
	}
}
