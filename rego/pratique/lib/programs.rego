# METADATA
# title: Programs that fetch and install software
# description: >-
#   How each of them reads its words (lib.words), what it calls its verbs, and how its verification
#   is switched off: `off` are options that do so by themselves, `off_values` options with a value
#   that does, as a regular expression.
# scope: package
package pratique.lib.programs

# METADATA
# title: Which table a program reads by
# scope: document
family(name) := families[name]

family(name) := "pip" if regex.match(`^pip[0-9.]*$`, name)

# METADATA
# title: Programs by other names
families := {
	"apt": "apt", "apt-get": "apt", "aptitude": "apt",
	"apk": "apk",
	"cargo": "cargo",
	"curl": "curl",
	"dnf": "dnf", "dnf5": "dnf", "microdnf": "dnf", "tdnf": "dnf", "yum": "dnf",
	"gem": "gem",
	"git": "git",
	"go": "go",
	"npm": "npm", "pnpm": "pnpm", "yarn": "yarn", "yarnpkg": "yarn",
	"pacman": "pacman",
	"pipx": "pipx",
	"rpm": "rpm",
	"uv": "uv",
	"wget": "wget", "wget2": "wget",
	"zypper": "zypper",
}

_yes := `(?i)^(?:1|yes|true|with|on|enable)$`

_no := `(?i)^(?:0|no|false|without|off|disable)$`

# METADATA
# title: The tables
table := {
	"apt": {
		"short": "tocaPFwS",
		"long": {
			"--target-release", "--default-release", "--option", "--config-file", "--host-architecture", "--build-profiles",
			"--planner", "--solver", "--display-format", "--sort", "--width", "--user-tag", "--add-user-tag",
		},
		"booleans": {"yes", "no", "true", "false", "with", "without", "on", "off", "enable", "disable", "0", "1"},
		"index": {"update"},
		"install": {
			"install",
			"upgrade",
			"dist-upgrade",
			"full-upgrade",
			"build-dep",
			"satisfy",
			"reinstall",
			"safe-upgrade",
		},
		"off": set(),
		"off_values": {
			"--allow-unauthenticated": _on_alone, "--force-yes": _on_alone, "--allow-insecure-repositories": _on_alone,
			"-o": _apt_settings, "--option": _apt_settings,
		},
	},
	"apk": {
		"short": "ptX",
		"long": {
			"--root", "--virtual", "--repository", "--arch", "--keys-dir", "--repositories-file", "--wait", "--cache-dir",
			"--cache-max-age", "--timeout", "--progress-fd",
		},
		"index": {"update"},
		"install": {"add", "upgrade", "fix"},
		"off": {"--allow-untrusted"},
		"off_values": {},
	},
	"dnf": {
		"short": "cdeRxp",
		"long": {
			"--config", "--debuglevel", "--errorlevel", "--randomwait", "--rpmverbosity", "--exclude", "--excludepkgs",
			"--enablerepo", "--disablerepo", "--enable-repo", "--disable-repo", "--repo", "--repoid", "--repofrompath",
			"--installroot", "--releasever", "--setopt", "--advisory", "--advisories", "--bz", "--bzs", "--cve", "--cves",
			"--sec-severity", "--secseverity", "--enableplugin", "--disableplugin", "--enable-plugin", "--disable-plugin",
			"--comment", "--downloaddir", "--destdir", "--forcearch", "--color", "--disableexcludes", "--setvar",
		},
		"index": {"makecache", "check-update", "check-upgrade"},
		"install": {
			"install", "update", "upgrade", "groupinstall", "group", "distro-sync", "localinstall", "reinstall", "builddep",
			"build-dep", "upgrade-minimal", "update-minimal", "in", "swap",
		},
		"off": {"--nogpgcheck", "--no-gpgchecks", "--no-gpgcheck"},
		"off_values": {"--setopt": `(?i)^(?:\S+\.)?(?:(?:pkg_)?gpgcheck|sslverify)=(?:0|false|no|off)$`},
		"full": {"--nogpgcheck"},
	},
	"zypper": {
		"short": "cRDprt",
		"long": {
			"--config", "--root", "--reposd-dir", "--cache-dir", "--raw-cache-dir", "--solv-cache-dir", "--pkg-cache-dir",
			"--installroot", "--releasever", "--plus-repo", "--plus-content", "--from", "--repo", "--type", "--solver-focus",
			"--userdata", "--name",
		},
		"index": {"refresh", "ref"},
		"install": {"install", "in", "update", "up", "patch", "dist-upgrade", "dup"},
		"off": {
			"--no-gpg-checks",
			"--no-gpg-check",
			"--no-gpgcheck",
			"--allow-unsigned-rpm",
			"--gpgcheck-allow-unsigned",
			"--gpgcheck-allow-unsigned-package",
			"--gpgcheck-allow-unsigned-repo",
		},
		"off_values": {},
	},
	"pacman": {
		"short": "br",
		"long": {
			"--dbpath", "--root", "--arch", "--cachedir", "--color", "--config", "--gpgdir", "--hookdir", "--logfile",
			"--sysroot", "--ignore", "--ignoregroup", "--overwrite", "--assume-installed", "--print-format", "--ask",
		},
		"index": set(),
		"install": set(),
		"off": set(),
		"off_values": {},
	},
	"rpm": {
		"short": "DEr",
		"long": {
			"--define",
			"--undefine",
			"--eval",
			"--root",
			"--dbpath",
			"--rcfile",
			"--macros",
			"--prefix",
			"--relocate",
			"--excludepath",
		},
		"index": set(),
		"install": set(),
		"off": {"--nosignature", "--nodigest", "--nogpg"},
		"off_values": {},
	},
	"pip": {
		"short": "rceiftdCbp",
		"long": _pip_long,
		"index": set(),
		"install": {"install"},
		"off": set(),
		"off_values": {"--trusted-host": `.`, "--allow-insecure-host": `.`},
		"full": {
			"--trusted-host",
			"--requirement",
			"--constraint",
			"--index-url",
			"--extra-index-url",
			"--find-links",
			"--root-user-action",
		},
	},
	"pipx": {
		"short": "i",
		"long": {
			"--python",
			"--suffix",
			"--pip-args",
			"--index-url",
			"--spec",
			"--backend",
			"--preinstall",
			"--with",
			"--lock",
		},
		"index": set(),
		"install": {"install", "run", "inject", "upgrade"},
		"off": set(),
		"off_values": {"--pip-args": `--trusted-host`},
	},
	"uv": {
		"short": "rceifpPCbt",
		"long": _pip_long,
		"index": set(),
		"install": {"add"},
		"off": set(),
		"off_values": {"--allow-insecure-host": `.`, "--trusted-host": `.`},
	},
	"npm": {
		"short": "Cw",
		"long": {
			"--prefix", "--registry", "--loglevel", "--cache", "--userconfig", "--globalconfig", "--tag", "--omit", "--include",
			"--only", "--workspace", "--install-strategy", "--before", "--fetch-retries", "--fetch-retry-mintimeout",
			"--fetch-retry-maxtimeout", "--fetch-timeout", "--maxsockets", "--cafile", "--ca", "--script-shell", "--audit-level",
			"--cpu", "--os", "--libc", "--target_arch", "--target_platform", "--proxy", "--https-proxy", "--noproxy",
			"--network-concurrency",
			"--min-release-age", "--location", "--node-options", "--python",
		},
		"booleans": {"true", "false", "null"},
		"index": set(),
		"install": {"install", "i", "add", "in", "ins", "inst", "insta", "instal", "isnt", "isnta", "isntal", "isntall"},
		"off": {"--no-strict-ssl"},
		"off_values": {"--strict-ssl": _no},
	},
	"pnpm": {
		"short": "CF",
		"long": {
			"--dir", "--filter", "--registry", "--store-dir", "--reporter", "--loglevel", "--global-dir", "--modules-dir",
			"--virtual-store-dir", "--network-concurrency", "--fetch-retries", "--fetch-timeout", "--child-concurrency",
			"--prefix",
		},
		"booleans": {"true", "false"},
		"index": set(),
		"install": {"add", "install", "i"},
		"off": {"--no-strict-ssl"},
		"off_values": {"--strict-ssl": _no},
	},
	"yarn": {
		"short": "",
		"long": {
			"--cwd", "--registry", "--modules-folder", "--cache-folder", "--preferred-cache-folder", "--use-yarnrc",
			"--network-timeout",
			"--network-concurrency", "--mutex", "--prefix", "--global-folder", "--link-folder", "--proxy", "--https-proxy",
			"--otp",
		},
		"index": set(),
		"install": {"add"},
		"off": {"--no-strict-ssl"},
		"off_values": {"--strict-ssl": _no},
	},
	"gem": {
		"short": "vinspPBg",
		"long": {
			"--version", "--install-dir", "--bindir", "--source", "--http-proxy", "--trust-policy", "--platform", "--build-root",
			"--document", "--bulk-threshold", "--config-file", "--target-rbconfig",
		},
		"index": set(),
		"install": {"install", "i"},
		"off": set(),
		"off_values": {"--trust-policy": `^(?i:NoSecurity)$`, "-P": `^(?i:NoSecurity)$`},
	},
	"cargo": {
		"short": "FjZC",
		"long": {
			"--version", "--vers", "--git", "--branch", "--tag", "--rev", "--path", "--root", "--registry", "--index", "--bin",
			"--example", "--features", "--profile", "--target", "--target-dir", "--jobs", "--color", "--config",
			"--manifest-path",
			"--message-format",
		},
		"index": set(),
		"install": {"install"},
		"off": set(),
		"off_values": {},
	},
	"go": {
		"short": "",
		"plain": true,
		"long": {
			"-C", "-o", "-p", "-ldflags", "-gcflags", "-asmflags", "-gccgoflags", "-tags", "-mod", "-modfile", "-overlay",
			"-pkgdir",
			"-toolexec", "-buildmode", "-compiler", "-installsuffix", "-covermode", "-coverpkg", "-pgo", "-exec",
		},
		"index": set(),
		"install": {"install", "get"},
		"off": {"-insecure"},
		"off_values": {"-insecure": _yes},
	},
	"curl": {
		"short": "AbcCdDeEFhHKmoPQrtTuUwxXyYz",
		"long": {
			"--abstract-unix-socket", "--alt-svc", "--cacert", "--capath", "--cert", "--cert-type", "--ciphers",
			"--config", "--connect-timeout",
			"--connect-to", "--continue-at", "--cookie", "--cookie-jar", "--create-file-mode", "--crlfile", "--data",
			"--data-ascii",
			"--data-binary", "--data-raw", "--data-urlencode", "--dns-servers", "--doh-url", "--dump-header", "--form",
			"--form-string",
			"--header", "--hsts", "--interface", "--json", "--keepalive-time", "--key", "--key-type", "--limit-rate",
			"--local-port",
			"--max-filesize", "--max-redirs", "--max-time", "--netrc-file", "--noproxy", "--oauth2-bearer", "--output",
			"--output-dir",
			"--pass", "--pinnedpubkey", "--preproxy", "--proto", "--proto-default", "--proto-redir", "--proxy", "--proxy-cacert",
			"--proxy-header", "--proxy-user", "--pubkey", "--quote", "--range", "--rate", "--referer", "--request",
			"--request-target",
			"--resolve", "--retry", "--retry-delay", "--retry-max-time", "--socks5", "--socks5-hostname", "--speed-limit",
			"--speed-time",
			"--stderr", "--time-cond", "--tls-max", "--tls13-ciphers", "--trace", "--trace-ascii", "--unix-socket",
			"--upload-file",
			"--url", "--url-query", "--user", "--user-agent", "--variable", "--write-out",
		},
		"index": set(),
		"install": set(),
		"off": {"-k", "--insecure", "--proxy-insecure", "--doh-insecure"},
		"off_values": {},
		"full": {"--insecure"},
	},
	"wget": {
		"short": "oaeitOTwQPUlADIXRBg",
		"long": {
			"--output-file", "--append-output", "--execute", "--input-file", "--base", "--config", "--tries",
			"--output-document",
			"--start-pos", "--progress", "--timeout", "--dns-timeout", "--connect-timeout", "--read-timeout", "--wait",
			"--waitretry",
			"--quota", "--bind-address", "--limit-rate", "--prefer-family", "--user", "--password", "--directory-prefix",
			"--cut-dirs",
			"--default-page", "--http-user", "--http-password", "--header", "--max-redirect", "--proxy-user", "--proxy-password",
			"--referer", "--user-agent", "--load-cookies", "--save-cookies", "--post-data", "--post-file", "--method",
			"--body-data",
			"--body-file", "--secure-protocol", "--certificate", "--private-key", "--ca-certificate", "--ca-directory",
			"--crl-file",
			"--ftp-user", "--ftp-password", "--level", "--accept", "--reject", "--domains", "--exclude-domains",
			"--local-encoding",
			"--retry-on-http-error", "--pinnedpubkey", "--restrict-file-names",
		},
		"index": set(),
		"install": set(),
		"off": {"--no-check-certificate"},
		"off_values": {"--check-certificate": `(?i)^(?:off|no|false|0|quiet)$`},
		"full": {"--no-check-certificate"},
	},
	"git": {
		"short": "bocCju",
		"long": {
			"--branch", "--origin", "--config", "--config-env", "--depth", "--shallow-since", "--shallow-exclude",
			"--reference", "--template",
			"--upload-pack", "--filter", "--separate-git-dir", "--jobs", "--git-dir", "--work-tree", "--namespace",
			"--exec-path", "--server-option",
		},
		"index": set(),
		"install": set(),
		"off": set(),
		"off_values": {
			"-c": `(?i)^http\.(?:.*\.)?sslverify=(?:0|false|no|off)$`,
			"--config": `(?i)^http\.(?:.*\.)?sslverify=(?:0|false|no|off)$`,
		},
	},
}

# Alone, or with a value that means yes; the name of the option stands for none.
_on_alone := `(?i)^(?:1|yes|true|with|on|enable|)$`

_apt_settings := `(?i)^\s*(?:APT::Get::AllowUnauthenticated|APT::Get::Allow-Insecure-Repositories|APT::Get::Force-Yes|Acquire::AllowInsecureRepositories|Acquire::AllowWeakRepositories)(?:=|\s+)"?(?:1|true|yes|with|on|enable)"?;?\s*$|^\s*Acquire::https?::(?:.*::)?Verify-(?:Peer|Host)(?:=|\s+)"?(?:0|false|no|off)"?;?\s*$`

_pip_long := {
	"--requirement", "--requirements", "--constraint", "--constraints", "--editable", "--index-url",
	"--extra-index-url", "--find-links",
	"--target", "--prefix", "--root", "--src", "--platform", "--python-version", "--implementation", "--abi",
	"--upgrade-strategy",
	"--config-settings", "--config-setting", "--global-option", "--install-option", "--build-option", "--no-binary",
	"--only-binary", "--progress-bar",
	"--root-user-action", "--report", "--trusted-host", "--cert", "--client-cert", "--cache-dir", "--proxy",
	"--retries", "--timeout",
	"--exists-action", "--log", "--log-file", "--python", "--keyring-provider", "--use-feature", "--use-deprecated",
	"--group",
	"--build-constraint", "--build-constraints", "--override", "--overrides", "--default-index", "--index",
	"--index-strategy",
	"--resolution", "--prerelease", "--upgrade-package", "--reinstall-package", "--refresh-package",
	"--no-build-isolation-package",
	"--exclude-newer", "--link-mode", "--extra", "--color", "--directory", "--project", "--config-file",
	"--allow-insecure-host",
	"--with", "--with-requirements", "--with-editable", "--from", "--python-platform", "--no-build-package",
	"--no-binary-package",
	"--torch-backend", "--package", "--rev", "--tag", "--branch", "--uploaded-prior-to",
}
