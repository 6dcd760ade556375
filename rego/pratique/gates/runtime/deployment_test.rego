package pratique.gates.runtime.deployment_test

import data.pratique.fixture_test as fixture
import data.pratique.gates.runtime.deployment
import data.pratique.lib.daemon

record := fixture.rule("runtime", "deployment")

said(check, document) := fixture.messages(results) if {
	results := deployment.findings(record, {"check": check, "label": "sensitivity"}) with input as document
}

one(container) := {"containers": [object.union({"name": "web", "source": "inspect"}, container)]}

secured(list) := {"daemon": {"info": {"SecurityOptions": list}}}

configured(options) := {"daemon": {"effective": options}}

of(container, more) := object.union(one(container), more)

image(config) := {"image": {"id": "abc", "repository": "library/nginx", "config": config}}

mount(source, target) := {"mounts": [{"type": "bind", "source": source, "target": target}]}

levels(list) := {"containers": [object.union({"name": sprintf("c%d", [i]), "source": "inspect", "labels": {"sensitivity": row[0]}}, row[1]) | some i, row in list]}

unconfined := {"apparmor_profile": "", "security_opt": [], "process_label": null}

# check, a document, what is said of it.
cases := [
	["confinement", one({"apparmor_profile": "web"}), []],
	["confinement", one({"apparmor_profile": "unconfined", "security_opt": ["label=type:web_t"]}), []],
	["confinement", one({"apparmor_profile": null, "security_opt": [], "process_label": "system_u:system_r:container_t:s0"}), []],
	["confinement", one(unconfined), ["web: neither AppArmor nor SELinux confines it"]],
	["confinement", one({"apparmor_profile": "", "security_opt": ["label:disable"]}), ["web: neither AppArmor nor SELinux confines it"]],
	["confinement", one({"apparmor_profile": null, "security_opt": []}), ["unknown: containers: apparmor_profile and security_opt of web"]],
	["confinement", of({"apparmor_profile": null, "security_opt": []}, secured(["name=selinux"])), ["web: neither AppArmor nor SELinux confines it"]],
	["confinement", of({"apparmor_profile": "", "security_opt": [], "incomplete": ["security_opt"]}, secured(["selinux"])), ["unknown: containers: apparmor_profile and security_opt of web"]],
	["confinement", of({"apparmor_profile": "web"}, secured(["name=seccomp,profile=default"])), ["web: neither AppArmor nor SELinux confines it", "the daemon has neither AppArmor nor SELinux"]],
	["confinement", secured(["name=apparmor"]), ["unknown: containers"]],
	["confinement", secured([]), ["the daemon has neither AppArmor nor SELinux"]],
	["segregation", levels([["public", {}], ["public", {}]]), []],
	["segregation", levels([["public", {"networks": ["a", "b"]}], ["secret", {"networks": ["b"]}]]), [
		"containers of several levels are on one host: public, secret",
		"containers of several levels are on the network b: public, secret",
	]],
	["segregation", levels([["public", {"source": "kubernetes"}], ["secret", {"source": "kubernetes"}]]), ["unknown: the hosts of the containers"]],
	["segregation", levels([["", {}]]), ["c0: it has no label sensitivity"]],
	["segregation", one({"labels": null}), ["unknown: containers: labels of web"]],
	["segregation", one({"source": "run", "labels": {}}), ["unknown: containers: labels of web"]],
	["segregation", of({"source": "run", "labels": {}, "image_ref": "nginx:1"}, image({"Labels": {"sensitivity": "public"}})), []],
	["segregation", of({"source": "run", "labels": {}, "image_ref": "nginx:1"}, image({})), ["web: it has no label sensitivity"]],
	["segregation", of({"source": "run", "labels": {}, "image_ref": "httpd:1"}, image({})), ["unknown: containers: labels of web"]],
	["pinned", one({"image_ref": "nginx:1.25@sha256:00"}), []],
	["pinned", one({"image_ref": "nginx:1.25"}), ["web: its image is not named by a digest: nginx:1.25"]],
	["pinned", of({"image_ref": "nginx:1.25", "image_id": "sha256:abc"}, image({})), []],
	["pinned", of({"image_ref": "nginx:1.25", "image_id": "sha256:def"}, image({})), ["web: its image is not named by a digest: nginx:1.25"]],
	["pinned", one({"image_ref": null}), ["unknown: containers: image_ref of web"]],
	["logging", one({"log_driver": "syslog"}), []],
	["logging", one({"log_driver": "local"}), ["web: its logs stay on the host: the driver is local"]],
	["logging", one({"log_driver": null}), ["unknown: containers: log_driver of web"]],
	["logging", of({"log_driver": null}, configured({"log-driver": "fluentd"})), []],
	["logging", of({"log_driver": null}, {"daemon": {"info": {"LoggingDriver": "json-file"}}}), ["web: its logs stay on the host: the driver is json-file"]],
	["logging", of({"log_driver": null, "source": "kubernetes"}, configured({})), ["unknown: containers: log_driver of web"]],
	["root_mapping", one({"user": "app", "userns_mode": "host"}), []],
	["root_mapping", one({"user": "0", "run_as_non_root": true, "userns_mode": null}), []],
	["root_mapping", of({"user": "root", "userns_mode": ""}, configured({"userns-remap": "default"})), []],
	["root_mapping", of({"user": "", "userns_mode": "host"}, configured({"userns-remap": "default"})), ["web: it runs as root, and its users are the host's"]],
	["root_mapping", of({"user": "0:0", "userns_mode": ""}, configured({})), ["web: it runs as root, and its users are the host's"]],
	["root_mapping", one({"user": "root", "userns_mode": ""}), ["unknown: containers: user and the mapping of users of web"]],
	["root_mapping", of({"user": null, "userns_mode": ""}, configured({})), ["unknown: containers: user and the mapping of users of web"]],
	["root_mapping", object.union(of({"user": null, "userns_mode": "", "image_id": "abc"}, configured({})), image({})), ["web: it runs as root, and its users are the host's"]],
	["root_mapping", object.union(of({"user": null, "userns_mode": "", "image_id": "def"}, configured({})), image({})), ["unknown: containers: user and the mapping of users of web"]],
	["root_mapping", one({"source": "kubernetes", "user": "0", "userns_mode": "private"}), []],
	["root_mapping", one({"source": "kubernetes", "user": "0", "userns_mode": ""}), ["web: it runs as root, and its users are the host's"]],
	["secret_mounts", one(mount("/srv/data", "/data")), []],
	["secret_mounts", one(mount("/root/.ssh", "/x")), ["web: the host's /root/.ssh is mounted"]],
	["secret_mounts", one(mount("/etc/ssl/private/x", "/x")), ["web: the host's /etc/ssl/private/x is mounted"]],
	["secret_mounts", one(mount("/srv/app/.env", "/x")), ["web: the host's /srv/app/.env is mounted"]],
	["secret_mounts", one(mount("/srv/tls.pem", "/x")), ["web: the host's /srv/tls.pem is mounted"]],
	["secret_mounts", one(mount("/srv/tls.pem", "/run/secrets/tls")), []],
	["secret_mounts", one({"mounts": [{"type": "volume", "source": "key.pem", "target": "/x"}]}), []],
	["secret_mounts", one(mount(null, "/x")), ["unknown: containers: mounts of web"]],
	["secret_mounts", one({"mounts": [], "incomplete": ["mounts"]}), ["unknown: containers: mounts of web"]],
	["secret_store", one({"mounts": [{"type": "secret", "source": "db", "target": "/x"}], "env": ["DB_PASSWORD_FILE=/run/x", "A=b"]}), [
		"web: it gets the secret /x",
		"web: the variable DB_PASSWORD_FILE names a file",
	]],
	["secret_store", one({"mounts": null, "env": null}), []],
]

test_deployment[sprintf("%d %s", [i, row[0]])] if {
	some i, row in cases
	said(row[0], row[1]) == row[2]
}

# A container without a name has its pointer.
test_location if {
	results := deployment.findings(record, {"check": "pinned"}) with input as {"containers": [{}, {"image_ref": "x"}]}
	[result.location | some result in results] == [{"pointer": "/containers/1"}]
	[[result.unknown.location, result.unknown.needs] | some result in results] == [[{"pointer": "/containers/0"}, ["containers: image_ref of a container without a name"]]]
}

# An image whose user nobody knows is not root's.
test_user_of_an_image_without_one if {
	document := object.union(of({"user": null, "userns_mode": ""}, configured({})), image({"User": null}))
	said("root_mapping", document) == ["unknown: containers: user and the mapping of users of web"]
}

test_log_driver_of_nobody if not daemon.log_driver with input as {}
