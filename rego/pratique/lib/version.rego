# METADATA
# title: Versions of packages
# description: >-
#   How versions are compared depends on the distribution, whose flavour Anchore looks up by name.
#   Packages that no distribution has put there have none.
# scope: package
package pratique.lib.version

import data.pratique.lib.image
import data.pratique.lib.packages
import data.pratique.lib.version_apk
import data.pratique.lib.version_deb
import data.pratique.lib.version_rpm

# METADATA
# title: A package is older than a version
# description: >-
#   compatibility.md#minimum-without-release: the package's version without its release is compared,
#   so a version with a release is higher for rpm and apk. Undefined where `problem` is defined.
older(pkg, than) if {
	pkg.version != than
	not problem(pkg, than)
	_lower(_flavour(pkg.type), pkg.version, than)
}

# METADATA
# title: Why a package cannot be compared with a version
# description: Undefined where it can. Equal texts need no comparison.
problem(pkg, than) := "unsupported distro, cannot compare package versions" if {
	pkg.version != than
	not _flavour(pkg.type) in {"deb", "rpm", "apk"}
}

problem(pkg, than) := concat(", ", problems) if {
	pkg.version != than
	_flavour(pkg.type) == "deb"
	problems := [problem | some version in [pkg.version, than]; problem := version_deb.problem(version)]
	count(problems) > 0
}

_lower("deb", a, b) if version_deb.older(a, b)

_lower("rpm", a, b) if version_rpm.older(a, b)

_lower("apk", a, b) if version_apk.older(a, b)

default _flavour(_) := "none"

_flavour(type) := flavours[0] if {
	type in packages.distribution_types
	names := array.concat([image.attribute.distro], split(image.attribute.like_distro, ","))
	flavours := [flavour | some name in names; flavour := _flavours[name]]
}

_flavours := {
	"alpine": "apk",
	"amzn": "rpm",
	"busybox": "busybox",
	"centos": "rpm",
	"debian": "deb",
	"fedora": "rpm",
	"ol": "rpm",
	"redhat": "rpm",
	"rhel": "rpm",
	"rocky": "rpm",
	"sles": "rpm",
	"ubuntu": "deb",
}
