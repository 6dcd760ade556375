package sbom

import (
	"strings"

	"github.com/pratique-dev/pratique/extract/internal/bounded"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

// banyan reads a list of Banyan's collector, which is of one image.
func (s *SBOM) banyan(r *bounded.Reader) error {
	d := jsonread.NewDecoder(r, r.Limit()+1)
	s.Tool = "banyan-collector"
	err := d.Array(func(int) error {
		r.Element()
		var one struct{ Image, DistroName, DistroID, Pkg, Version, Architecture string }
		if err := d.Decode(&one); err != nil {
			return err
		}
		s.Name = one.Image
		s.identify("sha256:" + strings.TrimPrefix(one.Image, "sha256:"))
		kind, distro := "rpm", strings.ToLower(one.DistroName+" "+one.DistroID)
		switch {
		case strings.Contains(distro, "debian"), strings.Contains(distro, "ubuntu"):
			kind = "deb"
		case strings.Contains(distro, "alpine"):
			kind = "apk"
		}
		if fields := strings.Fields(distro); len(fields) > 0 && s.Distro.Name == nil {
			s.setDistro(fields[0], "", "")
		}
		return s.add(component{name: one.Pkg, version: one.Version, kind: kind, arch: one.Architecture})
	})
	if err == nil {
		err = d.End()
	}
	return err
}
