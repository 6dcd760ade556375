package packages

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/packages/alpm"
	"github.com/pratique-dev/pratique/extract/internal/packages/rpm"
)

// absent notes where the distribution is known to record its packages, and neither its database nor a
// package was found: that is not the same as that there are none.
func (c *catalogue) absent(list []document.Package) {
	name := text(c.distro.Name)
	want := databaseOf(c.distro)
	if want == "" || !c.types[want] || slices.ContainsFunc(list, func(p document.Package) bool { return p.Type == want }) {
		return
	}
	if slices.ContainsFunc(Databases(), func(d Database) bool { return d.Type == want && c.tree.Exists(d.Path) }) {
		return // without a package
	}
	c.problems = append(c.problems, Problem{Type: want, Absent: true, Err: fmt.Errorf(
		"the distribution %q records its packages in a database (%s), which is not there: which packages are installed is not known", name, want)})
}

// databaseOf is the type of the packages that a distribution records, "" where it is not known to
// record any: by its name, else by what it is like.
func databaseOf(d document.Distro) string {
	// os-release is text for a shell, whose quotes and comments Anchore keeps: ID='debian' # 12.
	names := strings.FieldsFunc(text(d.Name)+" "+text(d.Like), func(r rune) bool { return strings.ContainsRune(`,' "`, r) })
	for _, name := range names {
		switch name = strings.ToLower(name); name {
		case "debian", "ubuntu", "kali", "raspbian", "devuan", "linuxmint", "pop", "deepin", "pureos", "parrot":
			return document.PackageDpkg
		case "rhel", "redhat", "centos", "fedora", "ol", "rocky", "almalinux", "amzn", "sles", "suse", "opensuse", "mariner", "azurelinux",
			"photon", "mageia", "openeuler", "anolis", "alinux", "eurolinux", "scientific", "virtuozzo", "hummingbird":
			return document.PackageRPM
		case "alpine", "wolfi", "chainguard", "postmarketos", "minimos":
			return document.PackageAPK
		case "arch", "archarm", "manjaro", "endeavouros", "cachyos", "steamos", "artix":
			return document.PackageALPM
		case "openwrt", "lede":
			return document.PackageOpkg
		}
		if strings.HasPrefix(name, "opensuse-") || strings.HasPrefix(name, "sle-") || strings.HasPrefix(name, "sle_") {
			return document.PackageRPM
		}
	}
	return ""
}

// Foreign names the package manager whose records a path is one of, where they are not
// read; "" for other paths.
func Foreign(p string) string {
	for _, f := range []struct{ prefix, suffix, manager string }{
		{"/var/db/pkg/", "/CONTENTS", "portage"},
		{"/var/db/pkg/", "/PF", "portage"},
		{"/nix/var/nix/db/", "/db.sqlite", "nix"},
		{"/nix/store/", "", "nix"},
		{"/var/guix/db/", "/db.sqlite", "guix"},
		{"/var/db/xbps/", ".plist", "xbps"},
		{"/var/lib/pkgtools/packages/", "", "pkgtools"},
		{"/var/lib/eopkg/package/", "/metadata.xml", "eopkg"},
		{"/usr/share/clear/bundles/", "", "swupd"},
		{"/var/lib/flatpak/app/", "/active", "flatpak"},
		{"/var/lib/snapd/snaps/", ".snap", "snap"},
		{"/", "/INSTALL_RECEIPT.json", "homebrew"},
	} {
		if len(p) > len(f.prefix) && strings.HasPrefix(p, f.prefix) && strings.HasSuffix(p, f.suffix) {
			return f.manager
		}
	}
	return ""
}

// Database is a place where packages are recorded.
type Database struct {
	Path string
	Type string // of the packages
}

// Databases are the files that are known to record packages.
func Databases() []Database {
	list := []Database{
		{dpkgDir + "status", document.PackageDpkg},
		{"/lib/apk/db/installed", document.PackageAPK}, {"/usr/lib/apk/db/installed", document.PackageAPK},
		{"/usr/lib/opkg/status", document.PackageOpkg}, {"/var/lib/opkg/status", document.PackageOpkg},
		{"/var/lib/chisel/manifest.wall", document.PackageDpkg},
	}
	for _, dir := range rpm.Directories() {
		for _, name := range rpm.FileNames() {
			list = append(list, Database{dir + "/" + name, document.PackageRPM})
		}
	}
	for _, name := range rpm.Manifests() {
		list = append(list, Database{rpm.ManifestDirectory + "/" + name, document.PackageRPM})
	}
	return list
}

// Directories are where packages are recorded, and what of it may be a link; an outer one stands before
// those in it. What is no database there has no type.
func Directories() []Database {
	list := []Database{
		{"/var/lib/dpkg", document.PackageDpkg}, {"/var/lib/dpkg/status.d", document.PackageDpkg}, {"/var/lib/dpkg/info", ""}, {"/usr/share/doc", ""},
		{"/lib/apk/db", document.PackageAPK}, {"/usr/lib/apk/db", document.PackageAPK},
		{"/usr/lib/opkg", document.PackageOpkg}, {"/var/lib/opkg", document.PackageOpkg},
		{"/var/lib/chisel", document.PackageDpkg}, {rpm.ManifestDirectory, document.PackageRPM}, {alpm.Directory, document.PackageALPM},
	}
	for _, dir := range rpm.Directories() {
		list = append(list, Database{dir, document.PackageRPM})
	}
	return list
}
