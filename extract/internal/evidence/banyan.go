package evidence

import (
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/jsonread"
)

// Packages is a list of packages that another tool has taken from an image.
type Packages struct {
	Tool     string
	Image    string // the id, 12 or 64 hexadecimal digits
	Distro   document.Distro
	Packages []document.Package
}

// readBanyan reads a list of Banyan's collector: packages, and no verdicts.
func readBanyan(r *limited, _ Options) (*Packages, error) {
	p := &Packages{Tool: "banyan-collector", Packages: []document.Package{}}
	d := jsonread.NewDecoder(r, r.limit+1)
	err := d.Array(func(int) error {
		r.element()
		var one struct{ Image, DistroName, DistroID, Pkg, Version, Architecture string }
		if err := d.Decode(&one); err != nil {
			return err
		}
		if len(p.Packages) == maxResults {
			return errTooMany
		}
		p.Image = clip(one.Image)
		kind := ""
		switch name := strings.ToLower(one.DistroName + " " + one.DistroID); {
		case strings.Contains(name, "debian"), strings.Contains(name, "ubuntu"):
			kind = document.PackageDpkg
		case strings.Contains(name, "alpine"):
			kind = document.PackageAPK
		default:
			kind = document.PackageRPM
		}
		database := document.PathPackageDatabase
		pkg := document.Package{
			Name: clip(one.Pkg), Version: clip(one.Version), FullVersion: clip(one.Version), Type: kind, Arch: optional(one.Architecture),
			Path: &database, Licenses: []string{}, License: new("Unknown"),
		}
		p.Packages = append(p.Packages, pkg)
		return nil
	})
	if err == nil {
		err = d.End()
	}
	return p, err
}
