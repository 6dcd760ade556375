package secrets_test

import (
	"strings"
	"testing"
	"time"

	"github.com/pratique-dev/pratique/extract/internal/secrets"
)

func TestRedact(t *testing.T) {
	t.Parallel()
	github := "ghp_" + strings.Repeat("a1", 20)
	for _, tc := range []struct{ name, text, want string }{
		{name: "nothing", text: "RUN apt-get install -y passwd # set the password", want: "RUN apt-get install -y passwd # set the password"},
		{name: "variable", text: "ENV DB_PASSWORD=hunter2 B=c", want: "ENV DB_PASSWORD=[redacted] B=c"},
		{name: "old form", text: "ENV DB_PASSWORD hunter2", want: "ENV DB_PASSWORD [redacted]"},
		{name: "old form in the history", text: "/bin/sh -c #(nop)  ENV DB_PASSWORD hunter2", want: "/bin/sh -c #(nop)  ENV DB_PASSWORD [redacted]"},
		{name: "build argument", text: "|1 NPM_TOKEN=abc /bin/sh -c npm ci", want: "|1 NPM_TOKEN=[redacted] /bin/sh -c npm ci"},
		{name: "quotes", text: `export API_KEY="a b" X='y'`, want: `export API_KEY="[redacted]" X='y'`},
		{name: "open quote", text: `API_KEY="abc def`, want: `API_KEY=[redacted] def`},
		{name: "within quotes", text: `run -e "X=a PASSWORD=b"`, want: `run -e "X=a PASSWORD=[redacted]"`},
		{name: "blanks", text: "aws_secret_access_key = abc", want: "aws_secret_access_key = [redacted]"},
		{name: "SQL", text: "ALTER USER x IDENTIFIED BY 'pw'", want: "ALTER USER x IDENTIFIED BY '[redacted]'"},
		{name: "option", text: "x --db-password=pw --token tk -v", want: "x --db-password=[redacted] --token [redacted] -v"},
		{name: "Java property", text: "java -Djavax.net.ssl.keyStorePassword=pw -jar x", want: "java -Djavax.net.ssl.keyStorePassword=[redacted] -jar x"},
		{name: "no password", text: "adduser --disabled-password --gecos '' app && adduser --disabled-password app", want: "adduser --disabled-password --gecos '' app && adduser --disabled-password app"},
		{name: "test of a variable", text: `[ "$TOKEN" = "" ] || [ $TOKEN = x ]`, want: `[ "$TOKEN" = "" ] || [ $TOKEN = x ]`},
		{name: "comparison", text: "if PASSWORD == other", want: "if PASSWORD == other"},
		{name: "variables", text: "TOKEN=$TOKEN SECRET=${X} API_KEY=$(cat /x) PASSWORD=`pass`", want: "TOKEN=$TOKEN SECRET=${X} API_KEY=$(cat /x) PASSWORD=`pass`"},
		{name: "dollar in a password", text: "PASSWORD=$1x", want: "PASSWORD=[redacted]"},
		{name: "secret mounts", text: "RUN --mount=type=secret,id=token,target=/run/secrets/token TOKEN_FILE=/run/secrets/token x", want: "RUN --mount=type=secret,id=token,target=/run/secrets/token TOKEN_FILE=/run/secrets/token x"},
		{name: "secret option of a build", text: "docker build --secret id=x .", want: "docker build --secret id=x ."},
		{name: "login", text: "docker login -u x -p hunter2hunter2 r.example.com", want: "docker login -u x -p [redacted] r.example.com"},
		{name: "login from standard input", text: "docker login -u x --password-stdin r.example.com < pw", want: "docker login -u x --password-stdin r.example.com < pw"},
		{name: "login by a variable", text: `podman login -p "$PW" r`, want: `podman login -p "$PW" r`},
		{name: "no login", text: "docker run -p 80:80 x", want: "docker run -p 80:80 x"},
		{name: "mysql", text: "mysql -u root -phunter2 -e 'select 1'", want: "mysql -u root -p[redacted] -e 'select 1'"},
		{name: "mysqldump", text: "mysqldump -p'hunter2' db", want: "mysqldump -p'[redacted]' db"},
		{name: "mysql that asks", text: "mysql -p -e 'select 1'", want: "mysql -p -e 'select 1'"},
		{name: "mysql's port", text: "mysql -P 3306 --protocol tcp", want: "mysql -P 3306 --protocol tcp"},
		{name: "redis-cli", text: "redis-cli -h r -a hunter2 ping", want: "redis-cli -h r -a [redacted] ping"},
		{name: "sshpass", text: "sshpass -p 'pw' ssh x", want: "sshpass -p '[redacted]' ssh x"},
		{name: "curl", text: "curl -fsSL -u me:pw https://x", want: "curl -fsSL -u me:[redacted] https://x"},
		{name: "user option of others", text: "docker run --user 1000:1000 x", want: "docker run --user 1000:1000 x"},
		{name: "chpasswd", text: "echo 'root:toor' | chpasswd", want: "echo 'root:[redacted]' | chpasswd"},
		{name: "URL", text: "git clone https://me:pw@example.com/x", want: "git clone https://me:[redacted]@example.com/x"},
		{name: "URL with a variable", text: "git clone https://me:$PW@example.com/x", want: "git clone https://me:$PW@example.com/x"},
		{name: "header", text: `curl -H "Authorization: Bearer abc.def" x`, want: `curl -H "Authorization: Bearer [redacted]" x`},
		{name: "other header", text: `curl -H "X-Api-Key: abc" -H 'Accept: x'`, want: `curl -H "X-Api-Key: [redacted]" -H 'Accept: x'`},
		{name: "JSON", text: `{"password": "pw", "db_password":"p w", "user": "u", "token": null}`, want: `{"password": "[redacted]", "db_password":"[redacted]", "user": "u", "token": null}`},
		{name: "SQL without a blank", text: "PASSWORD'pw'", want: "PASSWORD'[redacted]'"},
		{name: "odd characters", text: "PASSWORD=a,b(c)&d<e && x", want: "PASSWORD=[redacted] && x"},
		{name: "docker", text: `{"auths":{"x":{"auth":"eDp5"}}}`, want: `{"auths":{"x":{"auth":"[redacted]"}}}`},
		{name: "AWS", text: "key AKIA" + strings.Repeat("Q7", 8), want: "key [redacted]"},
		{name: "GitHub", text: "x " + github + " y", want: "x [redacted] y"},
		{name: "private key", text: "echo -----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY----- > x", want: "echo [redacted] > x"},
		{name: "cut off private key", text: "x -----BEGIN PRIVATE KEY-----\nabc", want: "x [redacted]"},
		{name: "TOKENIZERS_PARALLELISM", text: "TOKENIZERS_PARALLELISM=4 OLDPWD=/x", want: "TOKENIZERS_PARALLELISM=4 OLDPWD=/x"},
		{name: "not UTF-8", text: "\xff PASSWORD=\xfe\xfd", want: "\xff PASSWORD=[redacted]"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got := secrets.Redact(tc.text)
			if got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
			if again := secrets.Redact(got); again != got {
				t.Errorf("redacted again: got %s, want %s", again, got)
			}
		})
	}
}

// A long history costs no more than a few seconds, whatever it says.
func TestParts(t *testing.T) {
	t.Parallel()
	const whole = `curl -H "X-Api-Key: abc" x && echo abcd && mysql --password=def`
	tests := []struct{ name, part, want string }{
		{"without its quotes", "curl -H X-Api-Key: abc x", "curl -H X-Api-Key: [redacted] x"},
		{"by itself", "mysql --password=def", "mysql --password=[redacted]"},
		{"of the part alone", "mysql --password=xyz", "mysql --password=[redacted]"},
		{"within a word", "echo abcd", "echo [redacted]d"},
		{"none", "echo x", "echo x"},
	}
	for _, tt := range tests {
		if got := secrets.PartsOf(whole).Redact(tt.part); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := secrets.PartsOf("").Redact("x"); got != "x" {
		t.Errorf("of nothing: got %q", got)
	}
}

func TestRedactHostile(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{`PASSWORD="`, `a="`, "curl ", "x://a:", "password'", "-----BEGIN PRIVATE KEY-----", "PASSWORD=$A ", "--token ", "ENV A "} {
		start := time.Now()
		secrets.Redact(strings.Repeat(unit, 1<<18/len(unit)))
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%q: took %v", unit, took)
		}
	}
}

func FuzzRedact(f *testing.F) {
	f.Add("ENV DB_PASSWORD=hunter2 curl -u a:b https://c:d@e PASSWORD 'x' --token y")
	f.Add("-----BEGIN PRIVATE KEY-----")
	f.Fuzz(func(t *testing.T, text string) {
		if secrets.Redact(text) == "" && text != "" {
			t.Errorf("nothing is left of %q", text)
		}
	})
}
