package extract

import (
	"slices"
	"testing"

	"github.com/pratique-dev/pratique/extract/document"
)

// TestEvidenceOfHosts: evidence of several hosts is one judgement of none of them, which is said.
func TestEvidenceOfHosts(t *testing.T) {
	t.Parallel()
	of := func(kind, name string) document.Evidence {
		e := document.Evidence{Subject: document.EvidenceSubject{Kind: kind}}
		if name != "" {
			e.Subject.Name = &name
		}
		return e
	}
	for name, tt := range map[string]struct {
		list []document.Evidence
		want []string // problems of section evidence
	}{
		"one host":             {[]document.Evidence{of(document.SubjectHost, "node1.acme.test"), of(document.SubjectHost, "NODE1")}, nil},
		"a host and no name":   {[]document.Evidence{of(document.SubjectHost, "node1"), of(document.SubjectHost, "")}, nil},
		"a host and a cluster": {[]document.Evidence{of(document.SubjectHost, "node1"), of(document.SubjectCluster, "prod")}, nil},
		"two addresses": {
			[]document.Evidence{of(document.SubjectHost, "10.0.0.2"), of(document.SubjectHost, "10.0.0.1")},
			[]string{"the evidence is of several hosts, and what one has passed another may not have: 10.0.0.1, 10.0.0.2"},
		},
		"two hosts": {
			[]document.Evidence{of(document.SubjectHost, "node2"), of(document.SubjectHost, "node1.acme.test")},
			[]string{"the evidence is of several hosts, and what one has passed another may not have: node1, node2"},
		},
	} {
		doc := &document.Document{Searched: &document.Searched{}}
		if err := (&Supplied{evidence: tt.list}).fillEvidence(doc, nil); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range doc.Problems {
			if !p.Minor {
				t.Errorf("%s: got %+v", name, p)
			}
			got = append(got, p.Message)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}
