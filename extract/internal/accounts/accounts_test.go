package accounts_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/accounts"
)

func TestParse(t *testing.T) {
	t.Parallel()
	passwd := strings.Join([]string{
		"root:x:0:0:root:/root:/bin/sh",
		"locked:x:1:1::/:/sbin/nologin",
		"open:x:2:2::/:/bin/sh",
		"gone:x:3:3::/:/bin/sh",
		"old:$1$abc:4:4::/:",
		"none::5:5::/:/bin/sh",
		"star:*:6:6::/:/bin/sh",
		"  blank:x:4294967295:7::/home/ü:/bin/sh\r",
		"", "# comment:x:1:1::/:", "short:x:1:1", "text:x:one:1::/:", "negative:x:-1:1::/:", "big:x:4294967296:1::/:",
		":x:1:1::/:", "+::::::", "extra:!:8:8::/:/bin/sh:and:more", "latin:x:9:9:caf\xe9:/\xe9:/bin/sh",
	}, "\n")
	group := "root:x:0:\nwheel:x:10:root,open\nbad:x:y:\nshort:x:1\nempty:x:11:,\n"
	shadow := "root:$6$salt$hash:1::::::\nlocked:!$6$salt$hash:1::::::\nopen::1::::::\nblank:!*:1:::::\nroot::1:::::\nlatin:*\n"
	user := func(name string, id int, home, shell, password string) document.User {
		return document.User{Name: name, UID: id, GID: id, Home: home, Shell: shell, Password: password}
	}
	blank := user("blank", 4294967295, "/home/ü", "/bin/sh", "locked")
	blank.GID = 7
	want := &document.Accounts{
		Users: []document.User{
			user("root", 0, "/root", "/bin/sh", "set"),
			user("locked", 1, "/", "/sbin/nologin", "locked"),
			user("open", 2, "/", "/bin/sh", "empty"),
			user("gone", 3, "/", "/bin/sh", "unknown"),
			user("old", 4, "/", "", "set"),
			user("none", 5, "/", "/bin/sh", "empty"),
			user("star", 6, "/", "/bin/sh", "locked"),
			blank,
			user("extra", 8, "/", "/bin/sh", "locked"),
			user("latin", 9, "/\uFFFD", "/bin/sh", "locked"),
		},
		Groups: []document.Group{
			{Name: "root", GID: 0, Members: []string{}},
			{Name: "wheel", GID: 10, Members: []string{"root", "open"}},
			{Name: "empty", GID: 11, Members: []string{}},
		},
	}
	if diff := cmp.Diff(want, accounts.Parse([]byte(passwd), []byte(group), []byte(shadow))); diff != "" {
		t.Errorf("accounts (-want +got):\n%s", diff)
	}
}

func TestParseNothing(t *testing.T) {
	t.Parallel()
	want := &document.Accounts{Users: []document.User{}, Groups: []document.Group{}}
	if diff := cmp.Diff(want, accounts.Parse(nil, nil, nil)); diff != "" {
		t.Errorf("accounts (-want +got):\n%s", diff)
	}
}

// FuzzParse looks for hashes that get out, and for texts that JSON cannot hold.
func FuzzParse(f *testing.F) {
	f.Add("root:x:0:0:root:/root:/bin/sh\n", "wheel:x:10:root\n", "root:$6$salt$hash:1::::::\n")
	f.Add("a:$1$x:0:0:::", "", "")
	f.Fuzz(func(t *testing.T, passwd, group, shadow string) {
		got := accounts.Parse([]byte(passwd), []byte(group), []byte(shadow))
		for _, u := range got.Users {
			switch u.Password {
			case accounts.Empty, accounts.Locked, accounts.Set, accounts.Unknown:
			default:
				t.Errorf("%s: password is %q", u.Name, u.Password)
			}
			if u.Name == "" || u.UID < 0 || u.GID < 0 || !utf8.ValidString(u.Name+u.Home+u.Shell) {
				t.Errorf("got %+v", u)
			}
		}
		for _, g := range got.Groups {
			if g.Name == "" || g.GID < 0 || g.Members == nil || !utf8.ValidString(g.Name) {
				t.Errorf("got %+v", g)
			}
		}
	})
}
