package webshop

import (
	"crypto/md5" // #nosec G501 -- what dpkg uses
	"fmt"
	"strings"

	"github.com/pratique-dev/pratique/internal/testimage"
)

// debian is one package of the distribution.
type debian struct {
	name, version, source, section string
	licenses                       string // of its copyright file, comma-separated
	files                          []file
}

// file is a file of a package: a path and a mode; no mode is 0644.
type file struct {
	path string
	mode int64
}

func programs(paths ...string) []file {
	var files []file
	for _, p := range paths {
		files = append(files, file{p, 0o755})
	}
	return files
}

// basePackages are those of the base image.
func basePackages() []debian {
	setuid, setgid := int64(0o4755), int64(0o2755)
	return []debian{
		{"apt", "2.6.1", "", "admin", "GPL-2+,GPL-2", programs("/usr/bin/apt", "/usr/bin/apt-get")},
		{"base-files", "12.4+deb12u5", "", "admin", "GPL", []file{{"/usr/share/base-files/motd", 0}}},
		{"base-passwd", "3.6.1", "", "admin", "GPL-2,public-domain", programs("/usr/sbin/update-passwd")},
		{"bash", "5.2.15-2+b2", "bash (5.2.15-2)", "shells", "GPL-3+", programs("/usr/bin/bash")},
		{"coreutils", "9.1-1", "", "utils", "GPL-3+,GFDL-1.3+", programs("/usr/bin/cat", "/usr/bin/ls", "/usr/bin/rm")},
		{"dash", "0.5.12-2", "", "shells", "BSD-3-Clause,GPL-2+", programs("/usr/bin/dash")},
		{"debian-archive-keyring", "2023.3+deb12u1", "", "misc", "GPL-2+", []file{{"/usr/share/keyrings/debian-archive-keyring.gpg", 0}}},
		{"dpkg", "1.21.22", "", "admin", "GPL-2+,public-domain-md5", programs("/usr/bin/dpkg", "/usr/bin/dpkg-query")},
		{"grep", "3.8-5", "", "utils", "GPL-3+", programs("/usr/bin/grep")},
		{"libc6", "2.36-9+deb12u4", "glibc", "libs", "LGPL-2.1,GPL-2", programs("/usr/lib/x86_64-linux-gnu/libc.so.6")},
		{"libgnutls30", "3.7.9-2+deb12u2", "gnutls28", "libs", "LGPLv2.1+,GPLv3+", []file{{"/usr/lib/x86_64-linux-gnu/libgnutls.so.30.34.3", 0}}},
		{"libssl3", "3.0.11-1~deb12u2", "openssl", "libs", "Apache-2.0,Artistic", []file{{"/usr/lib/x86_64-linux-gnu/libssl.so.3", 0}}},
		{"login", "1:4.13+dfsg1-1+b1", "shadow (1:4.13+dfsg1-1)", "admin", "BSD-3-Clause,GPL-2+", []file{{"/usr/bin/newgrp", setuid}, {"/usr/bin/login", 0o755}}},
		{"mount", "2.38.1-5+b1", "util-linux (2.38.1-5)", "admin", "GPL-2+,LGPL-2.1+", []file{{"/usr/bin/mount", setuid}, {"/usr/bin/umount", setuid}}},
		{"passwd", "1:4.13+dfsg1-1+b1", "shadow (1:4.13+dfsg1-1)", "admin", "BSD-3-Clause,GPL-2+", []file{
			{"/usr/bin/chage", setgid}, {"/usr/bin/chfn", setuid}, {"/usr/bin/chsh", setuid},
			{"/usr/bin/expiry", setgid}, {"/usr/bin/gpasswd", setuid}, {"/usr/bin/passwd", setuid},
		}},
		{"perl-base", "5.36.0-7+deb12u1", "perl", "perl", "Artistic,GPL-1+", programs("/usr/bin/perl")},
		{"sed", "4.9-1", "", "utils", "GPL-3", programs("/usr/bin/sed")},
		{"tar", "1.34+dfsg-1.2+deb12u1", "", "utils", "GPL-3", programs("/usr/bin/tar")},
		{"tzdata", "2024a-0+deb12u1", "", "localization", "public-domain", []file{{"/usr/share/zoneinfo/Etc/UTC", 0}}},
		{"util-linux", "2.38.1-5+b1", "util-linux (2.38.1-5)", "utils", "GPL-2+,GPL-3+", []file{{"/usr/bin/su", setuid}, {"/usr/bin/wall", setgid}}},
		{"zlib1g", "1:1.2.13.dfsg-1", "zlib", "libs", "Zlib", []file{{"/usr/lib/x86_64-linux-gnu/libz.so.1.2.13", 0}}},
	}
}

// addedPackages are those that the Dockerfile installs.
func addedPackages() []debian {
	return []debian{
		{"ca-certificates", "20230311", "", "misc", "GPL-2+,MPL-2.0", []file{{"/usr/share/ca-certificates/mozilla/ISRG_Root_X1.crt", 0}}},
		{"curl", "7.88.1-10+deb12u5", "", "web", "curl", programs("/usr/bin/curl")},
		{"dbus", "1.14.10-1~deb12u1", "", "admin", "AFL-2.1,GPL-2+", []file{{"/usr/lib/dbus-1.0/dbus-daemon-launch-helper", 0o4754}}},
		{"nodejs", "18.19.0+dfsg-6~deb12u1", "", "javascript", "Expat", programs("/usr/bin/node")},
		{"openssh-client", "1:9.2p1-2+deb12u2", "openssh", "net", "BSD-2-clause,OpenSSH", []file{
			{"/usr/bin/ssh", 0o755}, {"/usr/bin/ssh-agent", 0o2755}, {"/usr/lib/openssh/ssh-keysign", 0o4755},
		}},
		{"openssh-server", "1:9.2p1-2+deb12u2", "openssh", "net", "BSD-2-clause,OpenSSH", programs("/usr/sbin/sshd")},
		{"python3.11-minimal", "3.11.2-6", "python3.11", "python", "PSF-2", programs("/usr/bin/python3.11")},
		{"python3-requests", "2.28.1+dfsg-1", "requests", "python", "Apache-2", []file{
			{"/usr/lib/python3/dist-packages/requests/__init__.py", 0},
			{"/usr/lib/python3/dist-packages/requests-2.28.1.egg-info/PKG-INFO", 0},
		}},
		{"sudo", "1.9.13p3-1+deb12u1", "", "admin", "ISC", []file{{"/usr/bin/sudo", 0o4755}}},
	}
}

// content is what a package's file holds: the metadata that readers look for, or
// something that begins like a program.
func content(p debian, path string) string {
	switch {
	case strings.HasSuffix(path, "/PKG-INFO"):
		return "Metadata-Version: 2.1\nName: requests\nVersion: 2.28.1\nLicense: Apache 2.0\n"
	case strings.HasSuffix(path, "/python3.11"):
		return binary(p.name) + "\n3.11.2\n"
	case strings.HasSuffix(path, ".py"), strings.HasSuffix(path, ".crt"), strings.HasSuffix(path, "/motd"):
		return "# " + p.name + " " + p.version + "\n"
	}
	return binary(path + " " + p.version)
}

// binary begins like an ELF program and is some text.
func binary(text string) string {
	return "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00" + strings.Repeat(text+"\x00", 64)
}

// contents is the files of packages, with what dpkg and Debian's policy add.
func contents(packages []debian) []testimage.Entry {
	var entries []testimage.Entry
	for _, p := range packages {
		info := "/var/lib/dpkg/info/" + p.name
		var list, sums strings.Builder
		add := func(path, data string, mode int64) {
			entries = append(entries, testimage.File(path, data).Mode(mode))
			fmt.Fprintln(&list, path)
			fmt.Fprintf(&sums, "%x  %s\n", md5.Sum([]byte(data)), path[1:]) // #nosec G401 -- as above
		}
		for _, f := range p.files {
			mode := f.mode
			if mode == 0 {
				mode = 0o644
			}
			add(f.path, content(p, f.path), mode)
		}
		add("/usr/share/doc/"+p.name+"/copyright", copyright(p), 0o644)
		entries = append(entries, testimage.File(info+".list", list.String()), testimage.File(info+".md5sums", sums.String()))
		switch p.name {
		case "perl-base":
			entries = append(entries, testimage.Hardlink("/usr/bin/perl5.36.0", "/usr/bin/perl").Mode(0o755))
		case "bash":
			entries = append(entries, testimage.Symlink("/usr/bin/rbash", "bash"))
		case "dash":
			entries = append(entries, testimage.Symlink("/usr/bin/sh", "dash"))
		}
	}
	return entries
}

func copyright(p debian) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: %s\n", p.name)
	for license := range strings.SplitSeq(p.licenses, ",") {
		fmt.Fprintf(&b, "\nFiles: *\nCopyright: the authors of %s\nLicense: %s\n", p.name, license)
		if strings.HasPrefix(license, "GPL-") || strings.HasPrefix(license, "LGPL-") {
			fmt.Fprintf(&b, " The whole text is in /usr/share/common-licenses/%s.\n", strings.TrimSuffix(license, "+"))
		}
	}
	return b.String()
}

// status is /var/lib/dpkg/status.
func status(packages []debian) string {
	var b strings.Builder
	for i, p := range packages {
		fmt.Fprintf(&b, "Package: %s\nStatus: install ok installed\nPriority: optional\nSection: %s\n", p.name, p.section)
		fmt.Fprintf(&b, "Installed-Size: %d\nMaintainer: Debian %s Maintainers <%s@packages.debian.org>\nArchitecture: amd64\n", 100+37*i, p.name, p.name)
		if p.source != "" {
			fmt.Fprintf(&b, "Source: %s\n", p.source)
		}
		fmt.Fprintf(&b, "Version: %s\nDescription: %s of Debian\n The files of %s.\n\n", p.version, p.name, p.name)
	}
	return b.String()
}

func dpkgLog(packages []debian) string {
	var b strings.Builder
	for i, p := range packages {
		fmt.Fprintf(&b, "2024-03-15 12:%02d:%02d status installed %s:amd64 %s\n", i/60, i%60, p.name, p.version)
	}
	return b.String()
}
