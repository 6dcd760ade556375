package document

// PathPackageDatabase is the path of every package of the distribution's own
// package database.
const PathPackageDatabase = "pkgdb"

// Package is one installed package. Fields that do not apply to its type, or
// that its declaration does not have, are nil; License is the exception: it
// always has the text that Anchore keeps, "N/A", "Unknown" or "" where there is
// none, because the licenses gate cannot read null.
type Package struct {
	Name    string `json:"name"`
	Version string `json:"version"` // with epoch, without release (compatibility.md#packages)
	// Release is the part that rpm and apk keep apart; nil stands for Anchore's "N/A".
	Release     *string `json:"release"`
	FullVersion string  `json:"full_version"`
	Type        string  `json:"type"`
	Arch        *string `json:"arch"`
	// Path is PathPackageDatabase, or where the package was declared
	// (compatibility.md#language-packages).
	Path     *string  `json:"path"`
	Licenses []string `json:"licenses"` // as declared, one an item; without Anchore's placeholders
	License  *string  `json:"license"`  // the text that the licenses gate splits
	Origin   *string  `json:"origin"`
	Source   *string  `json:"source"` // source package
	// SourceVersion is the version of the source package, which may differ from the package's own;
	// nil where the database does not say which source package it is.
	SourceVersion *string `json:"source_version,omitzero"`
	ModuleStream  *string `json:"module_stream,omitzero"` // NAME:STREAM of a modular rpm package
	// Removed is true of a package of which only the configuration is left. Anchore lists such packages; there is nothing
	// of them that could be vulnerable.
	Removed bool     `json:"removed,omitzero"`
	Size    *int64   `json:"size"`          // bytes
	PURL    *string  `json:"purl"`          // package URL
	CPEs    []string `json:"cpes,omitzero"` // absent where none can be derived
	// Files is the package database's manifest; nil where nobody asked for it or
	// where the package has no database.
	Files []PackageFile `json:"files,omitzero"`
}

// PackageFile is one entry of a package's manifest: what the package database
// says that the file should be. What databases of its kind do not record is left out.
type PackageFile struct {
	Path            string  `json:"path"`             // absolute, as the database has it: links are not resolved (compatibility.md#verify-links)
	DigestAlgorithm *string `json:"digest_algorithm"` // md5, sha1, sha256, …
	Digest          *string `json:"digest"`           // lower-case hex
	Mode            *uint32 `json:"mode,omitzero"`    // st_mode; with the file-type bits for rpm only
	Size            *int64  `json:"size,omitzero"`    // bytes
	User            *string `json:"user,omitzero"`    // name, or number as text for apk
	Group           *string `json:"group,omitzero"`
	Config          *bool   `json:"config"` // true for configuration files, which may change
}

// Types of packages.
const (
	PackageDpkg    = "dpkg"
	PackageRPM     = "rpm"
	PackageAPK     = "apkg"
	PackageNPM     = "npm"
	PackageGem     = "gem"
	PackagePython  = "python"
	PackageJava    = "java"
	PackageGo      = "go"
	PackageNuGet   = "nuget"
	PackagePHP     = "php"
	PackageRust    = "rust"
	PackageALPM    = "alpm" // pacman's
	PackageOpkg    = "opkg"
	PackageConda   = "conda"
	PackageBitnami = "bitnami" // builds of Bitnami's own
	PackageBinary  = "binary"  // language runtimes (compatibility.md#runtimes)
)
