package serve

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// review is an AdmissionReview of admission.k8s.io/v1, as far as it is read and written.
type review struct {
	APIVersion string             `json:"apiVersion"`
	Kind       string             `json:"kind"`
	Request    *admissionRequest  `json:"request,omitzero"`
	Response   *admissionResponse `json:"response,omitzero"`
}

type admissionRequest struct {
	UID         string          `json:"uid"`
	Operation   string          `json:"operation"`
	Namespace   string          `json:"namespace"`
	SubResource string          `json:"subResource"`
	DryRun      bool            `json:"dryRun"`
	Object      json.RawMessage `json:"object"`
	OldObject   json.RawMessage `json:"oldObject"`
	Kind        struct {
		Kind string `json:"kind"`
	} `json:"kind"`
}

type admissionResponse struct {
	UID              string            `json:"uid"`
	Allowed          bool              `json:"allowed"`
	Status           *admissionStatus  `json:"status,omitzero"`
	Warnings         []string          `json:"warnings,omitzero"`
	AuditAnnotations map[string]string `json:"auditAnnotations,omitzero"`
}

type admissionStatus struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
	Reason  string `json:"reason,omitzero"`
}

const (
	admissionVersion = "admission.k8s.io/v1"
	// What the API server shows and keeps of warnings.
	maxWarnings = 10
	maxWarning  = 120
	maxMessage  = 4096
)

// admission answers an AdmissionReview.
func (s *Server) admission(w http.ResponseWriter, r *http.Request) {
	var in review
	if !s.read(w, r, &in) {
		return
	}
	if in.APIVersion != admissionVersion || in.Kind != "AdmissionReview" || in.Request == nil || in.Request.UID == "" {
		s.refuse(w, http.StatusBadRequest, "expected an AdmissionReview of "+admissionVersion+" with a request")
		return
	}
	response := s.review(r.Context(), in.Request)
	response.UID = in.Request.UID
	outcome := "allowed"
	if !response.Allowed {
		outcome = "denied"
	}
	s.metrics.admissions.WithLabelValues(outcome).Inc()
	s.write(w, review{APIVersion: in.APIVersion, Kind: in.Kind, Response: response})
}

// review decides on one request.
func (s *Server) review(ctx context.Context, r *admissionRequest) *admissionResponse {
	if r.Operation == "DELETE" || r.Operation == "CONNECT" {
		return &admissionResponse{Allowed: true}
	}
	names, known, err := images(r.Object)
	if err != nil {
		return s.failed(err)
	}
	if !known {
		s.metrics.unknownKinds.Inc()
		return &admissionResponse{Allowed: true, Warnings: []string{"pratique: no pod is known in objects of kind " + clip(r.Kind.Kind, 60)}}
	}
	if r.Operation == "UPDATE" {
		old, _, err := images(r.OldObject)
		if err != nil {
			return s.failed(err)
		}
		names = slices.DeleteFunc(names, func(n string) bool { return slices.Contains(old, n) })
	}
	if len(names) == 0 {
		return &admissionResponse{Allowed: true}
	}
	response := &admissionResponse{Allowed: true, AuditAnnotations: map[string]string{}}
	var denied []string
	for _, answer := range s.decider.All(ctx, names) {
		switch {
		case answer.Err != nil && s.FailOpen:
			s.metrics.failedOpen.Inc()
			response.Warnings = append(response.Warnings, fmt.Sprintf("pratique: %s is not judged: %v", answer.Image, answer.Err))
		case answer.Err != nil:
			denied = append(denied, fmt.Sprintf("%s: %v", answer.Image, answer.Err))
		case !answer.Allowed:
			denied = append(denied, fmt.Sprintf("%s is forbidden by bundle %s: %s", answer.Image, answer.Bundle, strings.Join(answer.Reasons, "; ")))
		default:
			response.Warnings = append(response.Warnings, answer.Warnings...)
		}
	}
	for i, warning := range response.Warnings {
		response.Warnings[i] = clip(warning, maxWarning)
	}
	response.Warnings = response.Warnings[:min(len(response.Warnings), maxWarnings)]
	response.AuditAnnotations["images"] = clip(strings.Join(names, " "), 1000)
	if len(denied) > 0 {
		response.Allowed = false
		response.Status = &admissionStatus{Code: http.StatusForbidden, Reason: "Forbidden", Message: clip("pratique: "+strings.Join(denied, "\n"), maxMessage)}
	}
	return response
}

// failed denies what cannot be read, whatever FailOpen says: it is the API server's own object.
func (s *Server) failed(err error) *admissionResponse {
	return &admissionResponse{Status: &admissionStatus{Code: http.StatusInternalServerError, Message: clip("pratique: "+err.Error(), maxMessage)}}
}

func clip(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most-1]) + "…"
}
