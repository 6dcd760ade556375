package extract

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/sbom"
	"github.com/pratique-dev/pratique/extract/source"
)

const (
	// maxAttached is the longest SBOM beside an image that is read, in bytes.
	maxAttached = 64 << 20
	// maxAttachments is how many attestation manifests of one image are looked at.
	maxAttachments = 32
)

// sbomDirectories are where images keep their own: BuildKit's scanners, Wolfi and Chainguard,
// which have one for each package.
func sbomDirectories() []string { return []string{"/sbom", "/var/lib/db/sbom"} }

// wantsAttached says whether the SBOM is one that the image has itself.
func (o Options) wantsAttached() bool {
	return o.SBOM == "" && (o.PackagesFrom == FromSBOM || o.PackagesFrom == FromBoth)
}

// attachedNeeds are the files that an SBOM of the image's own may be among.
func (o Options) attachedNeeds() []document.Need {
	if !o.wantsAttached() {
		return nil
	}
	var needs []document.Need
	for _, dir := range sbomDirectories() {
		needs = append(needs, document.Need("retrieved_files:in:"+dir))
	}
	return needs
}

// attachedSBOM finds an SBOM that the image has itself: one that a signer has attested, BuildKit's attestation beside it in
// its index, else files within it. The error says where was looked.
func attachedSBOM(ctx context.Context, doc *document.Document, o Options, image *source.Image) (*sbom.SBOM, error) {
	s, err := attestedSBOM(doc.Attestations, image.Digest)
	if s != nil || err != nil {
		return s, err
	}
	if doc.Attestations == nil && o.Trust != nil {
		defer func() {
			doc.Problems = append(doc.Problems, newProblem("packages", "", "attested SBOMs could not be looked for", true))
		}()
	}
	s, err = buildKitSBOM(ctx, image)
	if s != nil || err != nil {
		return s, err
	}
	if s, err = filesOfSBOM(doc, o); s != nil || err != nil {
		return s, err
	}
	attested := "no verified attestation of one, "
	if o.Trust == nil {
		attested = ""
	}
	return nil, fmt.Errorf("extracting packages: the image has no SBOM: there is %sno attestation of BuildKit beside it, and no file in %s; --sbom FILE names one",
		attested, strings.Join(sbomDirectories(), " and "))
}

// sbomPredicates begin the types of predicates that are SBOMs; some end with a version.
var sbomPredicates = []string{"https://spdx.dev/Document", "https://cyclonedx.org/bom"}

func isSBOM(predicateType string) bool {
	return slices.ContainsFunc(sbomPredicates, func(kind string) bool { return predicateType == kind || strings.HasPrefix(predicateType, kind+"/") })
}

// attestedSBOM is the first SBOM that a signer of the trust file has attested: the signature is over the statement, and the
// statement names the image. What is not verified is no SBOM of the image.
// One of the index that the image is of is used where there is none of the image alone.
func attestedSBOM(attestations []document.Attestation, digest string) (*sbom.SBOM, error) {
	var first *document.Attestation
	others, unverified := 0, 0
	for i := range attestations {
		switch a := &attestations[i]; {
		case !isSBOM(a.PredicateType) || a.Source != document.SourceTool:
		case !a.Verified:
			unverified++
		case first == nil:
			first = a
		default:
			others++
			if first.Digest != digest && a.Digest == digest {
				first = a
			}
		}
	}
	if first == nil {
		return nil, nil
	}
	name := "the SBOM attested by " + strings.Join(first.Signers, ", ")
	if first.Predicate == nil {
		return nil, fmt.Errorf("reading %s: it is too long, or empty; --sbom FILE names one", name)
	}
	text := []byte(first.Predicate)
	// What is not JSON is a string, of itself or, as cosign's older versions put it, in an object.
	var whole string
	var wrapped struct{ Data string }
	if json.Unmarshal(text, &whole) == nil {
		text = []byte(whole)
	} else if json.Unmarshal(text, &wrapped) == nil && wrapped.Data != "" {
		text = []byte(wrapped.Data)
	}
	s, err := sbom.Read(bytes.NewReader(text), 0)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	s.Digests = nil // the statement names the image; what it was built of has other digests
	if first.Digest != digest {
		s.Problems = append(s.Problems, name+" is of the index of all platforms, and not of this image alone")
	}
	if others > 0 {
		s.Problems = append(s.Problems, fmt.Sprintf("%s was used, and %d others that are attested were not", name, others))
	}
	if unverified > 0 {
		s.Problems = append(s.Problems, fmt.Sprintf("%d attestations of SBOMs are not verified and were not used", unverified))
	}
	return s, nil
}

// buildKitSBOM reads the attestation that BuildKit puts beside an image. It is not signed: whoever
// can write to the registry can write it.
func buildKitSBOM(ctx context.Context, image *source.Image) (*sbom.SBOM, error) {
	if image.Related == nil || image.ParentDigest == "" {
		return nil, nil
	}
	index, err := image.Related.Manifest(ctx, image.ParentDigest)
	if err != nil {
		return nil, fmt.Errorf("looking for an SBOM beside the image: %w", err)
	}
	seen := 0
	for _, d := range index.Manifests {
		if d.Annotations["vnd.docker.reference.type"] != "attestation-manifest" || d.Annotations["vnd.docker.reference.digest"] != image.Digest {
			continue
		}
		if seen++; seen > maxAttachments {
			return nil, fmt.Errorf("looking for an SBOM beside the image: more than %d attestation manifests", maxAttachments)
		}
		manifest, err := image.Related.Manifest(ctx, d.Digest.String())
		if err != nil {
			return nil, fmt.Errorf("looking for an SBOM beside the image: %w", err)
		}
		for _, layer := range manifest.Layers {
			kind := layer.Annotations["in-toto.io/predicate-type"]
			if !isSBOM(kind) {
				continue
			}
			text, err := image.Related.Blob(ctx, layer, maxAttached)
			if err != nil {
				return nil, fmt.Errorf("reading the SBOM beside the image: %w", err)
			}
			return statementSBOM(text, image.Digest)
		}
	}
	return nil, nil
}

// statementSBOM is the predicate of an in-toto statement about the image.
func statementSBOM(text []byte, digest string) (*sbom.SBOM, error) {
	var statement struct {
		Subject []struct {
			Digest map[string]string `json:"digest"`
		} `json:"subject"`
		Predicate json.RawMessage `json:"predicate"`
	}
	if err := json.Unmarshal(text, &statement); err != nil {
		return nil, fmt.Errorf("reading the SBOM beside the image: %w", err)
	}
	ofImage := false
	for _, subject := range statement.Subject {
		ofImage = ofImage || "sha256:"+subject.Digest["sha256"] == digest
	}
	if !ofImage {
		return nil, errors.New("reading the SBOM beside the image: its statement is of something else")
	}
	s, err := sbom.Read(bytes.NewReader(statement.Predicate), 0)
	if err != nil {
		return nil, fmt.Errorf("reading the SBOM beside the image: %w", err)
	}
	s.Problems = append(s.Problems, "the SBOM beside the image is not signed: whoever can push the image can write it")
	s.Digests = nil // the statement names the image; what it was built of has other digests
	return s, nil
}

// filesOfSBOM reads the SBOMs among the retrieved files, and takes these out of the document
// again, unless somebody else wants them.
func filesOfSBOM(doc *document.Document, o Options) (*sbom.SBOM, error) {
	doc.Searched.Needs = slices.DeleteFunc(doc.Searched.Needs, func(need string) bool {
		dir, ok := strings.CutPrefix(need, "retrieved_files:in:")
		return ok && slices.Contains(sbomDirectories(), dir) && !slices.Contains(o.Needs, document.Need(need))
	})
	var all *sbom.SBOM
	for _, name := range retrievedIn(doc, sbomDirectories()) {
		file := doc.RetrievedFiles[name]
		if need := document.Need("retrieved_files:in:" + path.Dir(name)); !slices.Contains(o.Needs, need) && !slices.Contains(o.Retrieve, name) {
			delete(doc.RetrievedFiles, name) // nobody but us has asked for it
		}
		if !slices.ContainsFunc([]string{".json", ".spdx", ".xml", ".cdx"}, func(suffix string) bool { return strings.HasSuffix(name, suffix) }) {
			continue
		}
		text := []byte(file.Content)
		if file.Encoding == "base64" {
			var err error
			if text, err = base64.StdEncoding.DecodeString(file.Content); err != nil {
				return nil, fmt.Errorf("reading %s of the image: %w", name, err)
			}
		}
		if file.Truncated {
			return nil, fmt.Errorf("reading %s of the image: it is too long", name)
		}
		s, err := sbom.Read(bytes.NewReader(text), 0)
		if err != nil {
			return nil, fmt.Errorf("reading %s of the image: %w", name, err)
		}
		s.Digests = nil // it was written before the image was whole
		if all == nil {
			all = s
			continue
		}
		all.Merge(s)
	}
	return all, nil
}

// retrievedIn are the paths of retrieved files that stand in one of the directories, sorted.
func retrievedIn(doc *document.Document, directories []string) []string {
	var names []string
	for name := range doc.RetrievedFiles {
		if slices.Contains(directories, path.Dir(name)) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
