package main

import (
	"crypto/md5"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// debPackage is an installed package and what it has put where.
type debPackage struct {
	named
	files []debFile
}

type debFile struct {
	path string
	md5  [md5.Size]byte
}

// base is a minimal Debian.
func (m *maker) base() {
	for _, link := range []string{"bin", "lib", "sbin"} {
		m.symlink("/"+link, "usr/"+link)
	}
	m.text("/usr/lib/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\nVERSION=\"12 (bookworm)\"\nID=debian\n")
	m.symlink("/etc/os-release", "../usr/lib/os-release")
	m.text("/etc/debian_version", "12.5\n")
	m.text("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\n")
	m.text("/etc/group", "root:x:0:\ndaemon:x:1:\nshadow:x:42:\nwww-data:x:33:\n")
	m.file("/etc/shadow", 0o640, []byte("root:*:19700:0:99999:7:::\ndaemon:*:19700:0:99999:7:::\nwww-data:*:19700:0:99999:7:::\n"))
	m.text("/etc/shells", "/bin/sh\n/bin/bash\n/usr/bin/dash\n")
	m.packages("base", m.count(100), 40)
}

// installed is what apt-get puts on top of it: a compiler too, in whose few programs are as
// many bytes as in a tenth of all files.
func (m *maker) installed() {
	compiler := m.install(named{"compiler-12", m.version() + "-1"}, 20)
	for _, name := range []string{"cc1", "cc1plus", "lto1", "lto-dump"} {
		path, content := "/usr/lib/gcc/x86_64-linux-gnu/12/"+name, m.executable(int(30e6*m.scale))
		m.file(path, 0o755, content)
		compiler.files = append(compiler.files, debFile{path, md5.Sum(content)})
	}
	m.debs = append(m.debs, compiler)
	m.lists(compiler)
	m.packages("extra", m.count(310), 50)
}

// packages installs n packages with a median number of files, and writes dpkg's database.
func (m *maker) packages(prefix string, n, files int) {
	first := len(m.debs)
	for i := range n {
		name := fmt.Sprintf("%s%s-%d", []string{"lib", "", "python3-", "ruby-"}[m.r.IntN(4)], prefix, i)
		m.debs = append(m.debs, m.install(named{name, m.version() + "-1+deb12u" + strconv.Itoa(m.r.IntN(4))}, m.size(files)))
	}
	for _, p := range m.debs[first:] {
		m.lists(p)
	}
	m.text("/var/lib/dpkg/status", string(m.status))
}

// install writes a package's files.
func (m *maker) install(p named, files int) *debPackage {
	d := &debPackage{named: p}
	put := func(path string, mode int64, content []byte) {
		m.file(path, mode, content)
		d.files = append(d.files, debFile{path, md5.Sum(content)})
	}
	put("/usr/share/doc/"+p.name+"/copyright", 0o644, m.copyright(p.name))
	put("/usr/share/doc/"+p.name+"/changelog.Debian.gz", 0o644, cut(m.noise, m.r, m.size(3000)))
	if m.r.IntN(5) == 0 {
		put("/etc/"+p.name+"/"+p.name+".conf", 0o644, cut(m.prose, m.r, m.size(2000)))
	}
	put("/usr/lib/x86_64-linux-gnu/lib"+p.name+".so.1", 0o644, m.executable(m.size(700_000)))
	for i := range min(files, 4000) {
		path, mode, content := m.packaged(p.name, i)
		put(path, mode, content)
	}
	return d
}

// packaged is one file of a package: what it is, how large and where.
func (m *maker) packaged(name string, i int) (path string, mode int64, content []byte) {
	switch k := m.r.IntN(100); {
	case k < 38:
		return fmt.Sprintf("/usr/include/%s/part%d/h%d.h", name, i%7, i), 0o644, cut(m.source, m.r, m.size(3200))
	case k < 58:
		return fmt.Sprintf("/usr/lib/python3/dist-packages/%s/m%d/mod%d.py", name, i%5, i), 0o644, cut(m.script, m.r, m.size(3600))
	case k < 74:
		return fmt.Sprintf("/usr/share/doc/%s/chapter%d.txt", name, i), 0o644, cut(m.prose, m.r, m.size(3000))
	case k < 82:
		return fmt.Sprintf("/usr/share/man/man%d/%s-%d.gz", 1+i%8, name, i), 0o644, cut(m.noise, m.r, m.size(1500))
	case k < 88:
		return fmt.Sprintf("/usr/share/icons/%s/i%d.png", name, i), 0o644, cut(m.noise, m.r, m.size(4000))
	case k < 94:
		return fmt.Sprintf("/usr/share/locale/l%d/LC_MESSAGES/%s.mo", i, name), 0o644, cut(m.prose, m.r, m.size(5000))
	case k < 97:
		return fmt.Sprintf("/usr/bin/%s-%d", name, i), 0o755, m.executable(m.size(26000))
	default:
		return fmt.Sprintf("/usr/lib/x86_64-linux-gnu/%s/lib%d.so.%d", name, i, i%6), 0o644, m.executable(m.size(30000))
	}
}

const licenses = "GPL-2+ GPL-3+ LGPL-2.1+ LGPL-3 MIT BSD-3-clause BSD-2-clause Apache-2.0 Artistic MPL-2.0 ISC Zlib public-domain GFDL-1.3"

func (m *maker) copyright(name string) []byte {
	var out strings.Builder
	fmt.Fprintf(&out, "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: %s\n", name)
	list := strings.Fields(licenses)
	for i := range 1 + m.r.IntN(5) {
		license := list[m.r.IntN(len(list))]
		fmt.Fprintf(&out, "\nFiles: part%d/*\nCopyright: 2001-2023 The authors\nLicense: %s\n %s\n", i, license,
			strings.ReplaceAll(string(cut(m.prose, m.r, 1200)), "\n", "\n "))
	}
	out.WriteString("\nOn Debian systems, see /usr/share/common-licenses/GPL-2.\n")
	return []byte(out.String())
}

// lists writes what dpkg keeps of a package. Configuration files stand in the
// status file, and not among the sums.
func (m *maker) lists(p *debPackage) {
	var sums, list, conffiles, checksums strings.Builder
	list.WriteString("/.\n/usr\n")
	for _, f := range p.files {
		fmt.Fprintln(&list, f.path)
		if strings.HasPrefix(f.path, "/etc/") {
			fmt.Fprintln(&conffiles, f.path)
			fmt.Fprintf(&checksums, "\n %s %x", f.path, f.md5)
		} else {
			fmt.Fprintf(&sums, "%x  %s\n", f.md5, f.path[1:])
		}
	}
	info := "/var/lib/dpkg/info/" + p.name
	m.text(info+".list", list.String())
	m.text(info+".md5sums", sums.String())
	if checksums.Len() > 0 {
		m.text(info+".conffiles", conffiles.String())
		checksums.WriteByte('\n')
	}
	m.status = fmt.Appendf(m.status, "Package: %s\nStatus: install ok installed\nPriority: optional\nSection: libs\nInstalled-Size: %d\n"+
		"Maintainer: Some Team <team@example.test>\nArchitecture: amd64\nMulti-Arch: same\nSource: %s-src\nVersion: %s\nDepends: libc6 (>= 2.34), %s\n%sDescription: %s\n %s\n\n",
		p.name, 100+len(p.files)*12, p.name, p.version, m.debs[m.r.IntN(len(m.debs))].name, conffilesField(checksums.String()),
		"a package of files", "It has some of each kind.")
}

func conffilesField(checksums string) string {
	if checksums == "" {
		return ""
	}
	return "Conffiles:" + checksums
}

// changes are those that a careless Dockerfile makes to what packages installed.
func (m *maker) changes() {
	for _, p := range m.debs[:len(m.debs)/20] {
		m.text("/usr/share/doc/.wh."+p.name, "")
	}
	for i, p := range m.debs {
		if f := p.files[m.r.IntN(len(p.files))]; i%8 == 0 && !slices.Contains(m.debs[:len(m.debs)/20], p) {
			m.text(f.path, "changed\n")
		}
	}
	m.text("/etc/base/.wh..wh..opq", "")
	m.file("/usr/local/bin/rootfind", 0o4755, m.executable(300000))
	m.file("/usr/local/bin/gid", 0o2755, m.executable(60000))
	m.file("/opt/links/a", 0o644, cut(m.noise, m.r, 3000000))
	m.hardlink("/opt/links/b", "/opt/links/a")
	m.hardlink("/opt/links/c", "/opt/links/a")
	m.symlink("/opt/links/abs", "/etc/passwd")
	m.symlink("/opt/links/dangling", "../../nowhere")
	m.file("/opt/open", 0o666, []byte("anybody may write here\n"))
}
