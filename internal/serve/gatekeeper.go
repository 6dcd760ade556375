package serve

import (
	"net/http"
)

const (
	providerVersion = "externaldata.gatekeeper.sh/v1beta1"
	maxKeys         = 1000
	maxReasons      = 20
)

type providerRequest struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Request    struct {
		Keys []string `json:"keys"`
	} `json:"request"`
}

type providerResponse struct {
	APIVersion string       `json:"apiVersion"`
	Kind       string       `json:"kind"`
	Response   providerBody `json:"response"`
}

type providerBody struct {
	Idempotent  bool           `json:"idempotent"`
	Items       []providerItem `json:"items"`
	SystemError string         `json:"systemError,omitzero"`
}

// providerItem has a value or an error, never both: a constraint that looks at values alone denies.
type providerItem struct {
	Key   string         `json:"key"`
	Value *providerValue `json:"value,omitzero"`
	Error string         `json:"error,omitzero"`
}

type providerValue struct {
	Verdict   string   `json:"verdict"` // allow or deny
	Digest    string   `json:"digest"`
	Bundle    string   `json:"bundle"`
	Reasons   []string `json:"reasons"`
	Evaluated string   `json:"evaluated_at"`
}

// gatekeeper answers Gatekeeper's external data requests, whose keys are images.
func (s *Server) gatekeeper(w http.ResponseWriter, r *http.Request) {
	var in providerRequest
	if !s.read(w, r, &in) {
		return
	}
	out := providerResponse{APIVersion: providerVersion, Kind: "ProviderResponse", Response: providerBody{Idempotent: true, Items: []providerItem{}}}
	switch {
	case in.APIVersion != providerVersion || in.Kind != "ProviderRequest":
		out.Response.SystemError = "expected a ProviderRequest of " + providerVersion
	case len(in.Request.Keys) > maxKeys:
		out.Response.SystemError = "more images than one request may have"
	default:
		for _, answer := range s.decider.All(r.Context(), in.Request.Keys) {
			item := providerItem{Key: answer.Image}
			if answer.Err != nil {
				item.Error = answer.Err.Error()
			} else {
				item.Value = &providerValue{
					Verdict: verdict(answer), Digest: answer.Digest, Bundle: answer.Bundle,
					Reasons: answer.Reasons[:min(len(answer.Reasons), maxReasons)], Evaluated: stamp(answer.Evaluated),
				}
			}
			out.Response.Items = append(out.Response.Items, item)
		}
	}
	s.write(w, out)
}

func verdict(a Answer) string {
	if a.Allowed {
		return "allow"
	}
	return "deny"
}
