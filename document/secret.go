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

// Secret is a secret that was found outside the lines of the image's files. It
// never holds the value.
type Secret struct {
	Name   string  `json:"name"`   // of the variable, label or option; the kind of text where there is none
	Source string  `json:"source"` // one of the constants above
	Path   *string `json:"path"`   // file path, or JSON pointer into the document
	Line   *int    `json:"line"`   // from 1
	Layer  *int    `json:"layer"`  // index into image.layers
	// Fingerprint is the first 16 hex digits of the value's SHA-256, so that
	// the same value in two places can be seen.
	Fingerprint *string `json:"fingerprint"`
}
