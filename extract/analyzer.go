package extract

import (
	"io"

	"github.com/pratique-dev/pratique/extract/internal/content"
)

// AnalyzerConfig is what Anchore's analyzer_config.yaml asks for: what to search the files
// for and what to retrieve.
type AnalyzerConfig = content.Config

// ReadAnalyzerConfig reads an analyzer_config.yaml. What is unknown in it is a warning: a newer
// Anchore may know it.
func ReadAnalyzerConfig(r io.Reader) (config AnalyzerConfig, warnings []string, err error) {
	return content.ReadConfig(r)
}
