package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
)

// application is what developers add: programs and packages of five languages, most
// of them of npm.
func (m *maker) application() {
	m.file("/usr/bin/node", 0o755, m.executable(int(50e6*m.scale)))
	for i := range m.count(520) {
		m.npm(i)
	}
	for i := range m.count(45) {
		m.python(i)
	}
	for i := range m.count(70) {
		m.gem(i)
	}
	for i := range m.count(100) {
		m.file(fmt.Sprintf("/opt/java/lib/library%d-%s.jar", i, m.version()), 0o644, m.jar(i, i%20 == 0))
	}
	for i := range m.count(6) {
		m.file(fmt.Sprintf("/usr/local/bin/tool%d", i), 0o755, m.goProgram(int(12e6), 30+i*10))
	}
	m.file("/usr/local/bin/crab", 0o755, m.rustProgram(int(4e6), 40))
}

func (m *maker) npm(i int) {
	p := named{fmt.Sprintf("package-%d", i), m.version()}
	if i%5 == 0 {
		p.name = "@scope/" + p.name
	}
	m.npms = append(m.npms, p)
	dir := "/srv/app/node_modules/" + p.name
	if i%9 == 8 { // within another package
		dir = fmt.Sprintf("/srv/app/node_modules/package-%d/node_modules/%s", i-1, p.name)
	}
	put := func(name string, content []byte) {
		m.put(tar.Header{Typeflag: tar.TypeReg, Name: dir + "/" + name, Mode: 0o644, Uid: 1000, Gid: 1000}, content)
	}
	put("package.json", fmt.Appendf(nil, `{"name": %q, "version": %q, "license": %q, "main": "index.js", "dependencies": {"package-%d": "^1.0.0"}, "scripts": {"test": "node test"}}`+"\n",
		p.name, p.version, []string{"MIT", "ISC", "BSD-3-Clause", "Apache-2.0"}[i%4], i/2))
	put("README.md", cut(m.prose, m.r, m.size(4000)))
	put("LICENSE", cut(m.prose, m.r, 1080))
	for j := range min(m.size(11), 1500) {
		switch {
		case j%6 == 5:
			put(fmt.Sprintf("dist/b%d.js.map", j), cut(m.script, m.r, m.size(6000)))
		case j%4 == 3:
			put(fmt.Sprintf("types/t%d.d.ts", j), cut(m.source, m.r, m.size(1500)))
		default:
			put(fmt.Sprintf("lib/part%d/f%d.js", j%4, j), cut(m.script, m.r, m.size(2400)))
		}
	}
}

func (m *maker) python(i int) {
	name, version := fmt.Sprintf("dist%d", i), m.version()
	dir := "/usr/local/lib/python3.11/site-packages/"
	info := fmt.Sprintf("%s%s-%s.dist-info/", dir, name, version)
	m.text(info+"METADATA", fmt.Sprintf("Metadata-Version: 2.1\nName: %s\nVersion: %s\nLicense: MIT\nAuthor: Somebody\n\n%s", name, version, cut(m.prose, m.r, m.size(6000))))
	m.text(info+"top_level.txt", name+"\n")
	m.text(info+"RECORD", string(cut(m.script, m.r, m.size(5000))))
	for j := range min(m.size(30), 1500) {
		m.file(fmt.Sprintf("%s%s/m%d/f%d.py", dir, name, j%5, j), 0o644, cut(m.script, m.r, m.size(5000)))
	}
}

func (m *maker) gem(i int) {
	p := named{fmt.Sprintf("gem%d", i), m.version()}
	m.gems = append(m.gems, p)
	dir := "/var/lib/gems/3.1.0/"
	m.text(fmt.Sprintf("%sspecifications/%s-%s.gemspec", dir, p.name, p.version), fmt.Sprintf(
		"# -*- encoding: utf-8 -*-\nGem::Specification.new do |s|\n  s.name = %q.freeze\n  s.version = %q\n  s.authors = [\"Somebody\".freeze]\n  s.licenses = [\"MIT\".freeze]\nend\n", p.name, p.version))
	for j := range min(m.size(25), 800) {
		m.file(fmt.Sprintf("%sgems/%s-%s/lib/f%d.rb", dir, p.name, p.version, j), 0o644, cut(m.script, m.r, m.size(3500)))
	}
}

// jar is an archive of classes; a fat one has others in it.
func (m *maker) jar(i int, fat bool) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	w.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) { return flate.NewWriter(to, 5) })
	put := func(name string, method uint16, content []byte) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: epoch()})
		if err == nil {
			_, err = f.Write(content)
		}
		m.fail(err)
	}
	version := m.version()
	put("META-INF/MANIFEST.MF", zip.Deflate, fmt.Appendf(nil, "Manifest-Version: 1.0\r\nImplementation-Title: library%d\r\nImplementation-Version: %s\r\n\r\n", i, version))
	put(fmt.Sprintf("META-INF/maven/org.example/library%d/pom.properties", i), zip.Deflate,
		fmt.Appendf(nil, "groupId=org.example\nartifactId=library%d\nversion=%s\n", i, version))
	for j := range min(m.size(40), 1000) {
		put(fmt.Sprintf("org/example/p%d/C%d.class", j%9, j), zip.Deflate, cut(m.program, m.r, m.size(2500)))
	}
	if fat {
		for j := range 6 {
			put(fmt.Sprintf("BOOT-INF/lib/nested%d.jar", j), zip.Store, m.jar(1000+i*10+j, false))
		}
	}
	m.fail(w.Close())
	return out.Bytes()
}

func (m *maker) fail(err error) {
	if m.err == nil {
		m.err = err
	}
}
