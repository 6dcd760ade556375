# METADATA
# title: Verification of what is fetched
# scope: package
package pratique.lib.verification

import data.pratique.lib.build
import data.pratique.lib.programs
import data.pratique.lib.shell

# METADATA
# title: A call does without verification
# description: By an option of its own program, a setting that it writes, or a variable that is set for it.
switched_off(call) if {
	table := programs.table[programs.family(call.name)]
	some option in shell.read(call).options
	_off(table, option)
}

switched_off(call) if {
	some assignment in call.assignments
	regex.match(_variables, assignment)
}

switched_off(call) if {
	call.name in {"export", "declare"}
	some argument in call.arguments
	regex.match(_variables, replace(replace(argument, `"`, ""), "'", ""))
}

# npm config set strict-ssl false, git config --global http.sslVerify false
switched_off(call) if {
	call.name in {"npm", "pnpm", "yarn", "yarnpkg", "git", "pip", "conda", "mamba", "micromamba", "composer", "bundle"}
	some word in call.arguments
	word in {"config", "set", "c"}
	regex.match(_settings, concat(" ", call.arguments))
}

switched_off(call) if {
	call.name in {
		"aria2c",
		"http",
		"https",
		"composer",
		"conda",
		"mamba",
		"micromamba",
		"debootstrap",
		"mmdebstrap",
		"fetch",
		"skopeo",
		"yumdownloader",
		"add-apt-repository",
		"helm",
		"oras",
	}
	some argument in call.arguments
	regex.match(
		`^--(?:check-certificate=false|verify=(?:no|false)|disable-tls|insecure|no-check-gpg|no-verify-peer|no-verify-hostname|nogpgcheck|allow-unauthenticated|(?:src-|dest-)?tls-verify=false|insecure-skip-tls-verify(?:=true)?)$`,
		argument,
	)
}

# A source that needs no signature, or a setting of a program's own configuration.
switched_off(call) if {
	call.name in {"echo", "printf", "tee", "add-apt-repository", "apt-add-repository"}
	regex.match(`\bdeb(?:-src)?\s+\[[^\]]*\b(?:trusted|allow-insecure)=yes\b`, concat(" ", call.arguments))
}

switched_off(call) if {
	some text in _written(call)
	some setting in _configurations
	regex.match(setting, text)
}

_written(call) := [concat(" ", call.arguments)] if call.name in {"echo", "printf", "tee", "crudini", "augtool"}

# What sed puts in place of something, or behind and before a line: s/from/to/, $a text.
_written(call) := [text |
	some argument in call.arguments
	some text in array.concat(
		[split(argument, substring(argument, 1, 1))[2] | regex.match(`^s[^\w\s]`, argument)],
		[argument | regex.match(`^\S*[aic](?:\s|\\)`, argument)],
	)
] if {
	call.name == "sed"
}

# METADATA
# title: An instruction that sets variables has one that switches verification off
# description: ENV and ARG, whose variables each RUN behind them has.
switches_off(instruction) if {
	instruction.instruction in {"ENV", "ARG"}
	some assignment in _assigned(instruction)
	regex.match(_variables, assignment)
}

# ENV A=1 B=2, ENV A 1
_assigned(instruction) := array.concat(words, [concat("=", words) | count(words) == 2]) if {
	words := [replace(replace(word, `"`, ""), "'", "") | some word in regex.split(`\s+`, build.text(instruction))]
}

# apt.conf, yum.conf and *.repo, pacman.conf, .wgetrc: what is written to them, or put in place of what they have.
_configurations := [
	`(?i)\b(?:APT::Get::AllowUnauthenticated|Acquire::AllowInsecureRepositories|Acquire::AllowDowngradeToInsecureRepositories|APT::Get::force-yes)\b[\s"'\\]*(?:1|true|yes|on)\b`,
	`(?i)\bAcquire::https?::(?:[\w.-]+::)?Verify-(?:Peer|Host)\b[\s"'\\]*(?:0|false|no|off)\b`,
	`(?i)(?:^|[\s/'"\\])(?:pkg_|repo_|localpkg_)?(?:gpgcheck|sslverify)\s*=\s*(?:0|false|no|off)\b`,
	`\bSigLevel\s*=\s*(?:Never|Optional TrustAll)\b`,
	`(?i)\bcheck_certificate\s*=\s*off\b`,
]

_off(table, option) if {
	option.name in table.off
	not _denied(option.value)
}

_off(table, option) if regex.match(table.off_values[option.name], _text(option.value))

_denied(value) if {
	is_string(value)
	regex.match(`(?i)^(?:0|no|false|off)$`, value)
}

_text(null) := ""

_text(value) := value if is_string(value)

_variables := `(?i)^(?:GIT_SSL_NO_VERIFY=(?:1|true|yes|on)|NODE_TLS_REJECT_UNAUTHORIZED=0|PYTHONHTTPSVERIFY=0|(?:npm|pnpm|yarn)_config_strict_ssl=(?:false|0)?|YARN_ENABLE_STRICT_SSL=(?:false|0)|(?:PIP_TRUSTED_HOST|UV_INSECURE_HOST|GOINSECURE|GONOSUMDB|GONOSUMCHECK)=.+|GOSUMDB=off|GOFLAGS=.*-insecure.*|CARGO_HTTP_CHECK_REVOKE=false|CONDA_SSL_VERIFY=(?:false|0|no))$`

_settings := `(?i)(?:^|\s)(?:(?:[\w.:/-]+:)?strict-ssl(?:\s+|=)(?:false|0)|enableStrictSsl\s+false|http\.(?:\S*\.)?sslVerify(?:\s+|=)(?:false|0|no|off)|(?:global\.|install\.)?trusted-host(?:\s+|=)\S+|ssl_verify(?:\s+|=)(?:false|no|0)|disable-tls\s+true|secure-http\s+false|ssl_verify_mode\s+0)(?:\s|$)`

# METADATA
# title: A call verifies a checksum or a signature
# description: To print a checksum, or to fetch a key, verifies nothing.
verifies(call) if {
	regex.match(`^(?:sha\d+sum|shasum|md5sum|b2sum|b3sum|cksum)$`, call.name)
	some argument in call.arguments
	regex.match(`^(?:-[a-z]*c[a-z]*|--check)$`, argument)
}

# [ "$(sha256sum x | cut …)" = … ]
verifies(call) if {
	call.name in {"[", "test"}
	some argument in call.arguments
	regex.match(`\b(?:sha\d+sum|shasum|b2sum|openssl)\b`, argument)
}

verifies(call) if {
	call.name in {"gpg", "gpg2"}
	some argument in call.arguments
	argument in {"--verify", "--verify-files"}
}

verifies(call) if call.name in {"gpgv", "gpgv2", "sqv", "debsig-verify"}

verifies(call) if {
	call.name in {"cosign", "minisign", "signify", "signify-openbsd", "openssl", "dpkg-sig", "slsa-verifier", "sq", "gh"}
	some argument in call.arguments
	regex.match(`^-?-?(?:verify\S*|V|Vm)$`, argument)
}

verifies(call) if {
	call.name in {"rpm", "rpmkeys"}
	some argument in call.arguments
	argument in {"-K", "-Kv", "-vK", "--checksig"}
}
