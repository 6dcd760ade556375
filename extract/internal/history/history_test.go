package history

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

type parsed struct{ instruction, value, builder string }

func TestParse(t *testing.T) {
	t.Parallel()
	none := parsed{"<nil>", "<nil>", "<nil>"}
	tests := []struct {
		name      string
		createdBy string
		want      parsed
	}{
		// The classic builder.
		{"rootfs", "/bin/sh -c #(nop) ADD file:ab12 in / ", parsed{"ADD", "file:ab12 in /", "docker"}},
		{"copied directory", "/bin/sh -c #(nop) COPY dir:0f9d in /app ", parsed{"COPY", "dir:0f9d in /app", "docker"}},
		{"command", `/bin/sh -c #(nop)  CMD ["bash"]`, parsed{"CMD", `["bash"]`, "docker"}},
		{"Go's list", `/bin/sh -c #(nop)  CMD ["nginx" "-g" "daemon off;"]`, parsed{"CMD", `["nginx", "-g", "daemon off;"]`, "docker"}},
		{"old list", `/bin/sh -c #(nop) CMD [redis-server]`, parsed{"CMD", `["redis-server"]`, "docker"}},
		{"Docker 1.9", `/bin/sh -c #(nop) ENTRYPOINT &{["/bin/tini" "--" "/x.sh"]}`, parsed{"ENTRYPOINT", `["/bin/tini", "--", "/x.sh"]`, "docker"}},
		{"no HTML escapes", `/bin/sh -c #(nop) CMD ["sh" "-c" "a && b > c"]`, parsed{"CMD", `["sh", "-c", "a && b > c"]`, "docker"}},
		{"port", "/bin/sh -c #(nop)  EXPOSE 80", parsed{"EXPOSE", "80", "docker"}},
		{"ports", "/bin/sh -c #(nop) EXPOSE 2379/tcp 2380/tcp", parsed{"EXPOSE", "2379/tcp 2380/tcp", "docker"}},
		{"old ports", "/bin/sh -c #(nop) EXPOSE map[3000/tcp:{}]", parsed{"EXPOSE", "3000/tcp", "docker"}},
		{"old user", "/bin/sh -c #(nop) USER [postgres]", parsed{"USER", "postgres", "docker"}},
		{"volumes", "/bin/sh -c #(nop) VOLUME [/etc/mysql /var/lib]", parsed{"VOLUME", "/etc/mysql /var/lib", "docker"}},
		{"maintainer", "/bin/sh -c #(nop) MAINTAINER A B <a@b.c>", parsed{"MAINTAINER", "A B <a@b.c>", "docker"}},
		{"other shell", "/bin/bash -o pipefail -c #(nop) WORKDIR /app", parsed{"WORKDIR", "/app", "docker"}},
		{"Windows", "cmd /S /C #(nop)  WORKDIR C:\\app", parsed{"WORKDIR", "C:\\app", "docker"}},
		{"run", "/bin/sh -c apt-get update", parsed{"RUN", "apt-get update", "docker"}},
		{"run in bash", "/bin/bash -euxo pipefail -c a | b", parsed{"RUN", "a | b", "docker"}},
		{"run in JSON form", "sh -c make", parsed{"RUN", "make", "docker"}},
		{"run with arguments", "|1 V=2 /bin/sh -c make", parsed{"RUN", "make", "docker"}},
		{"arguments with blanks", "|2 A=b c D=e f /bin/bash -o pipefail -c make -j", parsed{"RUN", "make -j", "docker"}},
		{"arguments before JSON form", "|1 A=b make all", parsed{"RUN", "make all", "docker"}},
		{"run on Windows", "cmd /S /C dir", parsed{"RUN", "dir", "docker"}},
		{"an old health check", `/bin/sh -c #(nop)  HEALTHCHECK &{["CMD-SHELL" "nc -z 127.0.0.1 8080 || exit 1"] "1m0s" "5s" "1m0s" '\x00'}`,
			parsed{"HEALTHCHECK", "--interval=1m0s --timeout=5s --start-period=1m0s CMD nc -z 127.0.0.1 8080 || exit 1", "docker"}},
		{"printing nop", `/bin/sh -c echo "#(nop) USER app"`, parsed{"RUN", `echo "#(nop) USER app"`, "docker"}},

		// BuildKit.
		{"user", "USER app", parsed{"USER", "app", "buildkit"}},
		{"map of ports", "EXPOSE map[443/tcp:{} 80/tcp:{}]", parsed{"EXPOSE", "443/tcp 80/tcp", "buildkit"}},
		{"list of ports", "EXPOSE [80/tcp 53/udp]", parsed{"EXPOSE", "80/tcp 53/udp", "buildkit"}},
		{"marked run", "RUN /bin/sh -c make # buildkit", parsed{"RUN", "make", "buildkit"}},
		{"comment before the mark", "RUN /bin/sh -c make # all # buildkit", parsed{"RUN", "make # all", "buildkit"}},
		{"run of several lines", "RUN /bin/sh -c set -e\napt-get update\n # buildkit", parsed{"RUN", "set -e\napt-get update", "buildkit"}},
		{"marked run with arguments", "RUN |1 A=b /bin/sh -c make # buildkit", parsed{"RUN", "make", "buildkit"}},
		{"arguments left out", "RUN |2 /bin/bash -c make # buildkit", parsed{"RUN", "make", "buildkit"}},
		{"marked copy", "COPY --chown=1:1 . /app # buildkit", parsed{"COPY", "--chown=1:1 . /app", "buildkit"}},
		{"marked add", "ADD rootfs.tar.gz / # buildkit", parsed{"ADD", "rootfs.tar.gz /", "buildkit"}},
		{"shell", "SHELL [/bin/bash -o pipefail -c]", parsed{"SHELL", `["/bin/bash", "-o", "pipefail", "-c"]`, "buildkit"}},
		{"volume", "VOLUME [/data]", parsed{"VOLUME", "/data", "buildkit"}},
		{"quotes lost", "LABEL desc=Go and C maintainer=A <a@b>", parsed{"LABEL", `desc="Go and C" maintainer="A <a@b>"`, "buildkit"}},
		{"quotes kept", `ENV A="b c=d" E=f`, parsed{"ENV", `A="b c=d" E=f`, "buildkit"}},
		{"apostrophe", `ENV A=it's B=c`, parsed{"ENV", `A="it's" B=c`, "buildkit"}},
		{"old assignment", "ENV NAME a value", parsed{"ENV", "NAME a value", "buildkit"}},
		{"health check", `HEALTHCHECK &{["CMD-SHELL" "curl -f http://localhost/ || exit 1"] "30s" "3s" "0s" "0s" '\x03'}`,
			parsed{"HEALTHCHECK", "--interval=30s --timeout=3s --retries=3 CMD curl -f http://localhost/ || exit 1", "buildkit"}},
		{"health check in JSON form", `HEALTHCHECK &{["CMD" "a" "b c"] "0s" "0s" "5s" "1s" '\n'}`,
			parsed{"HEALTHCHECK", `--start-period=5s --start-interval=1s --retries=10 CMD ["a", "b c"]`, "buildkit"}},
		{"no health check", `HEALTHCHECK &{["NONE"] "0s" "0s" "0s" "0s" '\x00'}`, parsed{"HEALTHCHECK", "NONE", "buildkit"}},

		// kaniko.
		{"kaniko's run", "RUN apk add git", parsed{"RUN", "apk add git", "kaniko"}},
		{"kaniko's copy", "COPY manager .", parsed{"COPY", "manager .", "kaniko"}},
		{"kaniko's entry point", `ENTRYPOINT ["/manager"]`, parsed{"ENTRYPOINT", `["/manager"]`, "buildkit"}},
		{"a test is not a list", `CMD [ -f "x y" ]`, parsed{"CMD", `[ -f "x y" ]`, "buildkit"}},

		// buildah.
		{"behind a user", "/bin/sh -c #(nop) USER root|force-mtime=10", parsed{"USER", "root", "buildah"}},
		{"several behind a port", "/bin/sh -c #(nop) EXPOSE 22|unsetLabel=a.b/c|inheritLabels=false|clamp-mtime=10", parsed{"EXPOSE", "22", "buildah"}},
		{"behind a blank", "/bin/sh -c #(nop) COPY dir:0 in ./files |inheritLabels=false", parsed{"COPY", "dir:0 in ./files", "buildah"}},
		{"behind a list", `/bin/sh -c #(nop) ENTRYPOINT ["/bin/sh"]|inheritLabels=false`, parsed{"ENTRYPOINT", `["/bin/sh"]`, "buildah"}},
		{"behind a run", "/bin/sh -c a | b|force-mtime=10", parsed{"RUN", "a | b", "buildah"}},
		{"behind a run with arguments", "|1 V=2 /bin/sh -c make|unsetAnnotation=x", parsed{"RUN", "make", "buildah"}},
		{"a pipe of one's own", "/bin/sh -c a |b=1", parsed{"RUN", "a |b=1", "docker"}},
		{"a pipe to a variable's command", "/bin/sh -c a |b=1 c", parsed{"RUN", "a |b=1 c", "docker"}},
		{"a label with a pipe", `/bin/sh -c #(nop) LABEL a="x|force-mtime=1"`, parsed{"LABEL", `a="x|force-mtime=1"`, "docker"}},
		{"not buildah", "USER root|force-mtime=10", parsed{"USER", "root|force-mtime=10", "buildkit"}},
		{"as the Dockerfile has it", "/bin/sh -c #(nop) user app", parsed{"USER", "app", "docker"}},
		{"mixed case", "/bin/sh -c #(nop) Expose 22 80", parsed{"EXPOSE", "22 80", "docker"}},
		{"mounts of a run", "/bin/sh -c --mount=type=cache,target=/x make", parsed{"RUN", "--mount=type=cache,target=/x make", "docker"}},

		// BuildKit since 0.30, and without a Dockerfile.
		{"a printed health check", "HEALTHCHECK {Test:[CMD-SHELL curl -f http://localhost/ || exit 1] Interval:5s Timeout:3s StartPeriod:0s StartInterval:0s Retries:3}",
			parsed{"HEALTHCHECK", "--interval=5s --timeout=3s --retries=3 CMD curl -f http://localhost/ || exit 1", "buildkit"}},
		{"with brackets in it", "HEALTHCHECK {Test:[CMD-SHELL [ -f /x ] && echo {a}] Interval:0s Timeout:0s StartPeriod:0s StartInterval:0s Retries:0}",
			parsed{"HEALTHCHECK", "CMD [ -f /x ] && echo {a}", "buildkit"}},
		{"in exec form", "HEALTHCHECK {Test:[CMD a b] Interval:0s Timeout:0s StartPeriod:5s StartInterval:0s Retries:0}", parsed{"HEALTHCHECK", `--start-period=5s CMD ["a", "b"]`, "buildkit"}},
		{"printed none", "HEALTHCHECK {Test:[NONE] Interval:0s Timeout:0s StartPeriod:0s StartInterval:0s Retries:0}", parsed{"HEALTHCHECK", "NONE", "buildkit"}},
		{"executed", "mount / from exec /bin/sh -c apk add git", parsed{"RUN", "apk add git", "buildkit"}},

		// Others.
		{"a buildpack's slice", "Application Slice: 1", parsed{"<nil>", "<nil>", "buildpacks"}},
		{"imported", "Imported from -", parsed{"<nil>", "<nil>", "docker"}},
		{"bazel", "bazel build //base:image", parsed{"<nil>", "<nil>", "bazel"}},
		{"apko", "apko", parsed{"<nil>", "<nil>", "apko"}},
		{"ko", "ko build ko://example.com/app", parsed{"<nil>", "<nil>", "ko"}},
		{"Debian", "# debian.sh --arch 'amd64' out/ 'trixie'", parsed{"<nil>", "<nil>", "debuerreotype"}},
		{"a no-op of nothing", "/bin/sh -c #(nop) ", parsed{"<nil>", "<nil>", "docker"}},
		{"Windows' base", "Apply image 10.0.17763.1", parsed{"<nil>", "<nil>", "docker"}},
		{"a committed container", "/bin/bash", none},
		{"lower case is a command", "add x", none},
		{"nothing", "", none},
		{"blank", "  \n", none},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			instruction, value, builder := Parse(Entry{CreatedBy: tt.createdBy})
			got := parsed{text(instruction), text(value), text(builder)}
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(parsed{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAuthors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		entry Entry
		want  parsed
	}{
		{Entry{CreatedBy: "user app", Author: "kaniko"}, parsed{"USER", "app", "kaniko"}},
		{Entry{CreatedBy: "EXPOSE 22", Author: "kaniko"}, parsed{"EXPOSE", "22", "kaniko"}},
		{Entry{CreatedBy: "user app"}, parsed{"<nil>", "<nil>", "<nil>"}},
		{Entry{CreatedBy: "sleep 1", Author: "kaniko"}, parsed{"<nil>", "<nil>", "<nil>"}},
	} {
		instruction, value, builder := Parse(tt.entry)
		if got := (parsed{text(instruction), text(value), text(builder)}); got != tt.want {
			t.Errorf("%v: got %v, want %v", tt.entry, got, tt.want)
		}
	}
}

func TestHealthcheck(t *testing.T) {
	t.Parallel()
	const ambiguous = "HEALTHCHECK {Test:[CMD a b c] Interval:5s Timeout:0s StartPeriod:0s StartInterval:0s Retries:0}"
	if got, ok := Healthcheck(ambiguous, []string{"CMD", "a", "b c"}); !ok || got != `--interval=5s CMD ["a", "b c"]` {
		t.Errorf("got %s, %v", got, ok)
	}
	for _, other := range [][]string{nil, {"NONE"}, {"CMD", "a"}} {
		if got, ok := Healthcheck(ambiguous, other); ok {
			t.Errorf("%v: got %s", other, got)
		}
	}
	if got, ok := Healthcheck("HEALTHCHECK CMD a b c", []string{"CMD", "a", "b c"}); ok {
		t.Errorf("kaniko's own text: got %s", got)
	}
}

func text(s *string) string {
	if s == nil {
		return "<nil>"
	}
	return *s
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"/bin/sh -c #(nop)  CMD [\"a\" \"b\"]", "RUN |2 A=b C=d /bin/sh -c x # buildkit", "EXPOSE map[80/tcp:{}]",
		`HEALTHCHECK &{["CMD" "a"] "1s" "2s" '\x03'}`, "ENV A=b c D='e", "LABEL a=\"", "USER [", "CMD &{[]}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, createdBy string) {
		instruction, value, _ := Parse(Entry{CreatedBy: createdBy})
		if (instruction == nil) != (value == nil) {
			t.Errorf("instruction %v, value %v", instruction, value)
		}
	})
}
