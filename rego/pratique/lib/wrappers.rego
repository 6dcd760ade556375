# METADATA
# title: Programs that run others
# description: >-
#   How each reads its own words. `short` are the letters of the options that take a value, `long`
#   those of several letters; `verb` is the word that has to stand first, `operands` how many words
#   stand before the program; with `assignments` A=b may stand there too; `scripts` are the options
#   whose value a shell runs, `asks` those with which nothing is run. The extractor reads scripts
#   within scripts by the same table.
# scope: package
package pratique.lib.wrappers

# METADATA
# title: The programs by their names
table := {
	"builtin": {"short": "", "long": set(), "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"bundle": {"short": "", "long": set(), "verb": "exec", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"busybox": {"short": "", "long": set(), "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": {"--help", "--install", "--list"}},
	"chpst": {"short": "/bcdfnmoprtuUe", "long": set(), "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"chroot": {"short": "", "long": {"--groups", "--userspec"}, "verb": "", "operands": 1, "assignments": false, "scripts": set(), "asks": set()},
	"chrt": {"short": "TPD", "long": {"--sched-runtime", "--sched-period", "--sched-deadline"}, "verb": "", "operands": 1, "assignments": false, "scripts": set(), "asks": {"-m", "--max", "-p", "--pid"}},
	"command": {"short": "", "long": set(), "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": {"-v", "-V"}},
	"conda": {"short": "np", "long": {"--name", "--prefix", "--cwd"}, "verb": "run", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"doas": {"short": "aCu", "long": set(), "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": {"-L"}},
	"dumb-init": {"short": "r", "long": {"--rewrite"}, "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"eatmydata": {"short": "", "long": set(), "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"env": {"short": "uCS", "long": {"--unset", "--chdir", "--split-string"}, "verb": "", "operands": 0, "assignments": true, "scripts": {"-S", "--split-string"}, "asks": set()},
	"exec": {"short": "a", "long": set(), "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"fakeroot": {"short": "lfsib", "long": {"--lib", "--faked"}, "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"flock": {"short": "Ewc", "long": {"--conflict-exit-code", "--timeout", "--wait", "--command"}, "verb": "", "operands": 1, "assignments": false, "scripts": {"-c", "--command"}, "asks": set()},
	"gosu": {"short": "", "long": set(), "verb": "", "operands": 1, "assignments": false, "scripts": set(), "asks": set()},
	"ionice": {"short": "cnpPu", "long": {"--class", "--classdata", "--pid", "--pgid", "--uid"}, "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": {"-p", "--pid"}},
	"linux32": {"short": "", "long": set(), "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"linux64": {"short": "", "long": set(), "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"mamba": {"short": "np", "long": {"--name", "--prefix", "--cwd"}, "verb": "run", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"micromamba": {"short": "np", "long": {"--name", "--prefix", "--cwd"}, "verb": "run", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"nice": {"short": "n", "long": {"--adjustment"}, "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"nohup": {"short": "", "long": set(), "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"nsenter": {"short": "tSG", "long": {"--target", "--setuid", "--setgid"}, "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"pipenv": {"short": "", "long": set(), "verb": "run", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"poetry": {"short": "CP", "long": {"--directory", "--project"}, "verb": "run", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"runuser": {"short": "ugGcsw", "long": {"--user", "--group", "--supp-group", "--command", "--session-command", "--shell", "--whitelist-environment"}, "verb": "", "operands": 0, "assignments": false, "scripts": {"-c", "--command", "--session-command"}, "asks": set()},
	"s6-setuidgid": {"short": "", "long": set(), "verb": "", "operands": 1, "assignments": false, "scripts": set(), "asks": set()},
	"setarch": {"short": "", "long": set(), "verb": "", "operands": 1, "assignments": false, "scripts": set(), "asks": set()},
	"setpriv": {"short": "", "long": {"--ambient-caps", "--inh-caps", "--bounding-set", "--egid", "--euid", "--groups", "--pdeathsig", "--regid", "--reuid", "--rgid", "--ruid", "--securebits", "--selinux-label", "--apparmor-profile"}, "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": {"-d", "--dump"}},
	"setsid": {"short": "", "long": set(), "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"setuidgid": {"short": "", "long": set(), "verb": "", "operands": 1, "assignments": false, "scripts": set(), "asks": set()},
	"stdbuf": {"short": "ioe", "long": {"--input", "--output", "--error"}, "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"strace": {"short": "abeEIopPsSuUX", "long": set(), "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"su": {"short": "cgGsTw", "long": {"--command", "--session-command", "--group", "--supp-group", "--shell", "--whitelist-environment"}, "verb": "", "operands": 0, "assignments": false, "scripts": {"-c", "--command", "--session-command"}, "asks": set()},
	"su-exec": {"short": "", "long": set(), "verb": "", "operands": 1, "assignments": false, "scripts": set(), "asks": set()},
	"sudo": {"short": "CDghpRrtTUu", "long": {"--close-from", "--chdir", "--group", "--host", "--prompt", "--chroot", "--role", "--type", "--command-timeout", "--other-user", "--user"}, "verb": "", "operands": 0, "assignments": true, "scripts": set(), "asks": {"-e", "--edit", "-K", "--remove-timestamp", "-l", "--list", "-v", "--validate", "-V", "--version"}},
	"taskset": {"short": "", "long": set(), "verb": "", "operands": 1, "assignments": false, "scripts": set(), "asks": {"-p", "--pid"}},
	"time": {"short": "fo", "long": {"--format", "--output"}, "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"timeout": {"short": "ks", "long": {"--kill-after", "--signal"}, "verb": "", "operands": 1, "assignments": false, "scripts": set(), "asks": set()},
	"tini": {"short": "pe", "long": set(), "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"toybox": {"short": "", "long": set(), "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"unshare": {"short": "RSGlw", "long": {"--root", "--wd", "--setuid", "--setgid", "--map-user", "--map-group", "--propagation", "--setgroups"}, "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"uv": {"short": "p", "long": {"--python", "--with", "--project", "--directory", "--env-file", "--group", "--extra", "--cache-dir"}, "verb": "run", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"xargs": {"short": "EILPadns", "long": {"--arg-file", "--delimiter", "--max-args", "--max-chars", "--max-lines", "--max-procs", "--process-slot-var"}, "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
	"xvfb-run": {"short": "efnpsw", "long": {"--error-file", "--auth-file", "--server-num", "--xauth-protocol", "--server-args", "--wait"}, "verb": "", "operands": 0, "assignments": false, "scripts": set(), "asks": set()},
}
