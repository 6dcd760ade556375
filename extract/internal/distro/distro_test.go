package distro_test

import (
	"errors"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/distro"
)

func ptr(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func of(name, version, like string) document.Distro {
	return document.Distro{Name: ptr(name), Version: ptr(version), Like: ptr(like)}
}

func TestDetect(t *testing.T) {
	t.Parallel()
	const release, cpe, redhat, busybox, debian = "/etc/os-release", "/etc/system-release-cpe", "/etc/redhat-release", "/bin/busybox", "/etc/debian_version"
	tests := []struct {
		name  string
		files map[string]string
		want  document.Distro
	}{
		{"nothing", nil, document.Distro{}},
		{"alpine", map[string]string{release: "NAME=\"Alpine Linux\"\nID=alpine\nVERSION_ID=3.11.5\n"}, of("alpine", "3.11.5", "alpine")},
		{"quotes and likes", map[string]string{release: "ID=\"rocky\"\r\n VERSION_ID=\"9.4\" \nID_LIKE=\"rhel centos  fedora\"\n"}, of("rocky", "9.4", "rhel,centos,fedora")},
		{"single quotes stay", map[string]string{release: "ID='arch'"}, of("'arch'", "", "'arch'")},
		{"two equals signs", map[string]string{release: "ID=a=b\nVERSION_ID=1\n"}, of("", "1", "")},
		{"keys are exact", map[string]string{release: "id=a\nID =b\nMY_ID=c\n#ID=d\n"}, document.Distro{}},
		{"the last line counts", map[string]string{release: "ID=a\nID=b\n"}, of("b", "", "b")},
		{"os-release decides even when it says nothing", map[string]string{release: "", redhat: "CentOS release 6.10 (Final)"}, document.Distro{}},
		{"os-release that is not text", map[string]string{release: "ID=\xff", redhat: "CentOS release 6.10 (Final)"}, of("centos", "6.10", "centos")},
		{"usr/lib/os-release by itself", map[string]string{"/usr/lib/os-release": "ID=a"}, document.Distro{}},
		{"cpe", map[string]string{cpe: "cpe:/o:centos:linux:7:ga:server\n"}, of("centos", "7", "centos")},
		{"cpe of Red Hat", map[string]string{cpe: "cpe:/o:redhat:enterprise_linux:8.5::baseos"}, of("rhel", "8.5", "rhel")},
		{"cpe of Fedora", map[string]string{cpe: "cpe:/o:FedoraProject:fedora:33"}, of("fedora", "33", "fedora")},
		{"cpe of another vendor", map[string]string{cpe: "cpe:/o:oracle:linux:8:5:server"}, of("linux", "8", "linux")},
		{"cpe that is none", map[string]string{cpe: "hello", redhat: "Fedora release 33 (Thirty Three)"}, of("fedora", "33", "fedora")},
		{"Red Hat with a blank", map[string]string{redhat: "Red Hat Enterprise Linux Server release 7.9 (Maipo)\n"}, of("rhel", "7.9", "rhel")},
		{"two digits", map[string]string{redhat: "CentOS Linux release 16.04.1\n"}, of("centos", "16.04", "centos")},
		{"no point", map[string]string{redhat: "RedHat release 10\n"}, of("rhel", "10", "rhel")},
		{"busybox", map[string]string{busybox: "\x7fELF\xff\nBusyBox v1.31.1 (2019)\x00 x BusyBox v1.36.0 (2023-01-03) multi-call\n"}, of("busybox", "v1.36.0", "busybox")},
		{"busybox without a version", map[string]string{busybox: "\x7fELF"}, of("busybox", "", "busybox")},
		{"debian with a version", map[string]string{release: "ID=debian\nVERSION_ID=\"12\"", debian: "12.5\n"}, of("debian", "12", "debian")},
		{"debian testing", map[string]string{release: "ID=debian\n", debian: "trixie/sid\n"}, of("debian", "unstable", "debian")},
		{"debian by its version file", map[string]string{release: "ID=debian\n", debian: "10.3\n"}, of("debian", "10", "debian")},
		{"another distribution's version file", map[string]string{release: "ID=ubuntu\n", debian: "10.3\n"}, of("ubuntu", "", "ubuntu")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := distro.Detect(func(path string) ([]byte, error) {
				if data, ok := test.files[path]; ok {
					return []byte(data), nil
				}
				return nil, nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("distro (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDetectError(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	if _, err := distro.Detect(func(string) ([]byte, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

// FuzzDetect gives every file the same content: what is found is text and never empty.
func FuzzDetect(f *testing.F) {
	f.Add("ID=debian\nVERSION_ID=\"12\"\nID_LIKE=a b\n")
	f.Add("cpe:/o:centos:linux:7:ga:server")
	f.Add("CentOS Linux release 7.9.2009 (Core)")
	f.Add("BusyBox v1.36.0 (")
	f.Fuzz(func(t *testing.T, data string) {
		for _, only := range append(distro.Paths(), "/bin/busybox", "") {
			got, err := distro.Detect(func(path string) ([]byte, error) {
				if only == "" || path == only {
					return []byte(data), nil
				}
				return nil, nil
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range []*string{got.Name, got.Version, got.Like} {
				if s != nil && (*s == "" || !utf8.ValidString(*s)) {
					t.Errorf("got %q", *s)
				}
			}
			if got.Name != nil && got.Like == nil {
				t.Errorf("%q is like nothing", *got.Name)
			}
		}
	})
}
