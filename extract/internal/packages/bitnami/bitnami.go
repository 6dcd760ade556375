// Package bitnami reads the SPDX documents that Bitnami's images have beside what was
// installed from Bitnami's own builds, /opt/bitnami/NAME/.spdx-NAME.spdx.
package bitnami

import (
	"errors"
	"fmt"
	"path"
	"strings"

	purl "github.com/package-url/packageurl-go"

	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

// Package is one component of a document.
type Package struct {
	Name, Version string
	License       string // "" where none is said
	PURL          string
}

// IsDocument tells whether a path is that of a document.
func IsDocument(file string) bool {
	base := path.Base(file)
	return strings.HasPrefix(file, "/opt/bitnami/") && strings.HasPrefix(base, ".spdx-") && strings.HasSuffix(base, ".spdx")
}

// Read reads a document in SPDX's JSON. Packages of languages are left out, which have their own
// records in the image.
func Read(data []byte) ([]Package, error) {
	var document struct {
		SPDXVersion string `json:"spdxVersion"`
		Packages    []struct {
			Name             string `json:"name"`
			VersionInfo      string `json:"versionInfo"`
			LicenseConcluded string `json:"licenseConcluded"`
			LicenseDeclared  string `json:"licenseDeclared"`
			ExternalRefs     []struct {
				ReferenceType    string `json:"referenceType"`
				ReferenceLocator string `json:"referenceLocator"`
			} `json:"externalRefs"`
		} `json:"packages"`
	}
	if err := jsonread.Exact(data, &document); err != nil {
		return nil, fmt.Errorf("reading JSON: %w", err)
	}
	if document.SPDXVersion == "" {
		return nil, errors.New("it is not an SPDX document: it has no spdxVersion")
	}
	var found []Package
	for _, p := range document.Packages {
		locator := ""
		for _, ref := range p.ExternalRefs {
			if ref.ReferenceType == "purl" {
				locator = ref.ReferenceLocator
			}
		}
		if p.Name == "" || p.VersionInfo == "" || !own(locator) {
			continue
		}
		license := p.LicenseDeclared
		if !says(license) {
			license = p.LicenseConcluded
		}
		if !says(license) {
			license = ""
		}
		found = append(found, Package{p.Name, p.VersionInfo, license, locator})
	}
	return found, nil
}

func says(license string) bool {
	return license != "" && license != "NOASSERTION" && license != "NONE"
}

// own tells whether a package URL is of something that no other record of the image has.
func own(locator string) bool {
	u, err := purl.FromString(locator)
	if err != nil {
		return true
	}
	switch u.Type {
	case "bitnami", "generic", "github":
		return true
	}
	return false
}
