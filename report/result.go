package report

import "github.com/pratique-dev/pratique/evaluate"

// FromResult is what the renderers need of a result.
func FromResult(r *evaluate.Result) Input {
	return Input{
		Decision: r.Decision, Image: r.Image, Bundle: r.Bundle.Source, BundleURI: r.Bundle.Name,
		Dockerfile: r.Dockerfile, Digest: r.Digest, Layers: r.Layers, Exposure: r.Exposure,
	}
}
