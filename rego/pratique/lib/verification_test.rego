package pratique.lib.verification_test

import data.pratique.lib.shell
import data.pratique.lib.verification

_calls(text) := shell.commands([{"name": words[0], "arguments": array.slice(words, 1, count(words))}]) if {
	words := split(text, " ")
}

off := [
	"apt-get install --allow-unauthenticated x", "apt-get install --allow-unauthenticated=yes x",
	"apt-get --force-yes install x",
	"apt-get -o APT::Get::AllowUnauthenticated=true install x", "apt-get -oAPT::Get::AllowUnauthenticated=1 install x",
	"apt-get --option=Acquire::AllowInsecureRepositories=yes update",
	"apt-get -o Acquire::https::Verify-Peer=false update",
	"apk add --allow-untrusted x.apk", "dnf install --nogpgcheck x", "yum --setopt=gpgcheck=0 install x",
	"dnf --setopt base.gpgcheck=False install x", "dnf --setopt=sslverify=0 install x",
	"zypper --no-gpg-checks in x", "rpm -i --nosignature x",
	"pip install --trusted-host x y", "pip install --trusted-host=x y", "python -m pip install --trusted x y",
	"uv pip install --allow-insecure-host x y",
	"pip config set global.trusted-host x", "npm install --strict-ssl=false x", "npm install --strict-ssl false x",
	"npm --no-strict-ssl i x",
	"npm config set strict-ssl false", "npm set strict-ssl=false", "yarn config set strict-ssl false",
	"pnpm add --strict-ssl=false x",
	"curl -k x", "curl -fsSLk x", "curl -kLo x y", "curl --insecure x", "curl --insec x",
	"wget --no-check-certificate x", "wget --no-check-cert x",
	"busybox wget --no-check-certificate x", "git -c http.sslVerify=false clone x",
	"git config --global http.sslVerify false",
	"go get -insecure x", "export NODE_TLS_REJECT_UNAUTHORIZED=0", "env GIT_SSL_NO_VERIFY=1 git clone x",
	"gem install -P NoSecurity x",
	"echo deb [trusted=yes] http://x y z", "aria2c --check-certificate=false x",
	"conda config --set ssl_verify false", "composer config disable-tls true",
]

test_switched_off[text] if {
	some text in off
	some call in _calls(text)
	verification.switched_off(call)
}

on := [
	"apt-get install --allow-unauthenticated=no x", "apt-get install --allow-unauthenticated no x",
	"apt-get --force-yes=false install x",
	"apt-get --no-allow-unauthenticated install x", "apt-get -o APT::Get::AllowUnauthenticated=false install x",
	"curl --insecure=false x", "wget --no-check-certificate=off x",
	"echo --force-yes", "grep -e --nogpgcheck x", "man --insecure",
	"npm install --strict-ssl=true x", "npm config set strict-ssl true", "curl -o k x", "curl -Hk x", "curl -d -k x",
	"wget --check-certificate=on x",
	"git clone -b http.sslVerify=false x", "git config http.sslVerify true", "dnf --setopt=gpgcheck=1 install x",
	"pip install x --trusted", "echo trusted=yes",
	"env GIT_SSL_NO_VERIFY=0 git clone x", "export A=0", "pip install trusted-host",
]

test_not_switched_off[text] if {
	some text in on
	every call in _calls(text) {
		not verification.switched_off(call)
	}
}

verifies := [
	"sha256sum -c x", "sha512sum --check", "shasum -a 256 -c", "sha256sum -sc", "gpg --batch --verify a b", "gpgv x",
	"cosign verify-blob x",
	"minisign -Vm x", "rpm -K x", "rpmkeys --checksig x", "openssl dgst -verify k", "[ $(sha256sum x) = y ]",
	"test $(sha1sum x) = y",
]

test_verifies[text] if {
	some text in verifies
	some call in _calls(text)
	verification.verifies(call)
}

verifies_nothing := [
	"sha256sum x",
	"gpg --import x",
	"gpg --recv-keys x",
	"rpm -i x",
	"cosign sign x",
	"openssl dgst -sha256 x",
	"[ -f x ]",
	"echo -c",
	"minisign -S",
]

test_verifies_nothing[text] if {
	some text in verifies_nothing
	every call in _calls(text) {
		not verification.verifies(call)
	}
}
