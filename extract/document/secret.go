package document

// Sources of a secret.
const (
	SecretFile         = "file"
	SecretEnv          = "env"
	SecretLabel        = "label"
	SecretHistory      = "history"
	SecretDockerfile   = "dockerfile"
	SecretBuildArg     = "build_arg"
	SecretContainerEnv = "container_env"
)

// Secret is a secret that was found outside the lines of the image's files, or in
// files that are gone from its final filesystem. It never holds the value.
type Secret struct {
	Name   string  `json:"name"`   // of the variable, label or option; the kind of text where there is none
	Source string  `json:"source"` // one of the constants above
	Path   *string `json:"path"`   // file path, or JSON pointer into the document
	Line   *int    `json:"line"`   // from 1
	Layer  *int    `json:"layer"`  // index into image.layers
	// Fingerprint is the first 16 hex digits of the value's SHA-256, so that
	// the same value in two places can be seen.
	Fingerprint *string `json:"fingerprint"`
	// Deleted is set where the file at Path is in Layer, and no longer in the image's final
	// filesystem: a later layer, or this one later on, removes or overwrites it. The name is then
	// that of the search that matched; Line is that of its first match.
	Deleted bool `json:"deleted,omitzero"`
}
