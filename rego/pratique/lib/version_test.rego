package pratique.lib.version_test

import data.pratique.lib.version

distros := {
	"debian": {"distro": {"name": "debian", "version": "12"}, "type": "dpkg", "flavour": "deb"},
	"rocky": {"distro": {"name": "rocky"}, "type": "rpm", "flavour": "rpm"},
	"alpine": {"distro": {"name": "alpine"}, "type": "apkg", "flavour": "apk"},
	"like ubuntu": {"distro": {"name": "linuxmint", "like": "ubuntu,debian"}, "type": "dpkg", "flavour": "deb"},
	"like several": {"distro": {"name": "x", "like": "suse,fedora,debian"}, "type": "rpm", "flavour": "rpm"},
	"busybox": {"distro": {"name": "busybox"}, "type": "dpkg", "flavour": null},
	"busybox before another": {"distro": {"name": "x", "like": "busybox,debian"}, "type": "dpkg", "flavour": null},
	"unknown": {"distro": {"name": "arch"}, "type": "dpkg", "flavour": null},
	"upper case": {"distro": {"name": "Debian"}, "type": "dpkg", "flavour": null},
	"none": {"distro": null, "type": "rpm", "flavour": null},
	"no package of the distribution": {"distro": {"name": "debian"}, "type": "npm", "flavour": null},
}

wanted := "1.2"

# Version -> the flavours in which it is lower than that.
versions := {
	"1.2": set(),
	"1.1": {"deb", "rpm", "apk"},
	"1.2~rc1": {"deb"},
	"1.2_rc1": {"apk"},
	"1.02": {"apk"},
	"1": {"deb", "rpm", "apk"},
	"1.a": {"apk"},
	"1.3": set(),
}

test_older[name] if {
	some name, tc in distros
	got := {installed |
		some installed, _ in versions
		version.older({"type": tc.type, "version": installed}, wanted)
	} with input as {"image": {"distro": tc.distro}}
	got == {installed | some installed, flavours in versions; tc.flavour in flavours}
}

problems := {
	"no flavour": {
		"distro": {"name": "arch"},
		"installed": "1",
		"want": "unsupported distro, cannot compare package versions",
	},
	"a bad version": {
		"distro": {"name": "debian"},
		"installed": "a:1",
		"want": `"a:1" has an epoch that is no number, or nothing after it`,
	},
}

test_problem[name] if {
	some name, tc in problems
	found := {"type": "dpkg", "version": tc.installed}
	document := {"image": {"distro": tc.distro}}
	version.problem(found, wanted) == tc.want with input as document
	not version.older(found, wanted) with input as document
	not version.problem(found, tc.installed) with input as document
}
