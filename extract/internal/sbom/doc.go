// Package sbom reads and writes lists of packages: CycloneDX (JSON and XML), SPDX 2 (JSON and
// tag-value), SPDX 3 (JSON-LD), syft's own JSON, and the lists of Banyan's collector. Which of them
// a file is, its content tells.
//
// What a list says becomes packages of the input document, as the extractor itself writes them:
// the type and the source package come from the package URL where there is one. What a list
// cannot know is unknown: everything but packages. Components that are no packages, or of
// which nobody knows the version, are counted.
//
// Files are untrusted: they are read as streams within bounds of size, length and number.
package sbom
