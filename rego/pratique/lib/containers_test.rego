package pratique.lib.containers_test

import data.pratique.fixture_test as fixture
import data.pratique.lib.containers

image := {"id": "sha256:abc", "digest": null, "repository": "library/nginx", "config": {"User": "app"}}

# A container, and whether it has the configuration of the image.
same := {
	"by id": [{"image_id": "abc"}, true],
	"by another id": [{"image_id": "def"}, false],
	"by name": [{"image_ref": "docker.io/library/nginx:1@sha256:00"}, true],
	"by another name": [{"image_ref": "nginx/app"}, false],
	"by nothing": [{}, true],
	"the id before the name": [{"image_id": "abc", "image_ref": "other"}, true],
}

test_config[name] if {
	some name, [container, want] in same
	got := count([true | containers.config(container)]) == 1 with input as {"image": image}
	got == want
}

test_config_without_image if not containers.config({}) with input as {"image": {"config": null}}

test_id_without_digests if containers.config({"image_id": "abc"}) with input as {"image": {"config": {}}}

test_runs_the_image if {
	containers.runs_the_image({"image_id": "sha256:abc"}) with input as {"image": image}
	containers.runs_the_image({"image_id": "d"}) with input as {"image": {"digest": "sha256:d"}}
	containers.runs_the_image({"image_id": "d"}) with input as {"image": {"parent_digest": "sha256:d"}}
	not containers.runs_the_image({"image_id": null}) with input as {"image": image}
	not containers.runs_the_image({"image_id": "x"}) with input as {"image": image}
}

test_user if {
	containers.user({"user": "x"}) == "x" with input as {"image": image}
	containers.user({"user": ""}) == "" with input as {"image": image}
	containers.user({"user": null}) == "app" with input as {"image": image}
	containers.user({}) == "" with input as {"image": {"config": {}}}
	containers.user({}) == "" with input as {"image": {"config": {"User": null}}}
	not containers.user({}) with input as {}
}

test_is_root if {
	every user in ["", "root", "0", "+00", "-0", "root:app", "0:0", ":x"] {
		containers.is_root(user)
	}
	every user in ["app", "1", "rooted", "x:root", "10:0"] {
		not containers.is_root(user)
	}
}

test_tells if {
	containers.tells({"memory": 0}, "memory")
	containers.tells({"memory": false, "incomplete": ["cpu"]}, "memory")
	not containers.tells({}, "memory")
	not containers.tells({"memory": null}, "memory")
	not containers.tells({"memory": 1, "incomplete": ["memory"]}, "memory")
}

test_is_secret_store if {
	containers.is_secret_store({"target": "/run/secrets/x"})
	containers.is_secret_store({"type": "secret", "target": "/x"})
	not containers.is_secret_store({"type": "bind", "target": "/run/secretsx"})
}

test_is_of_cluster if {
	containers.is_of_cluster({"source": "kubernetes"})
	not containers.is_of_cluster({"source": "inspect"})
}

wrong := {
	"reads": ["memory"],
	"hits": [containers.hit(c, "bad", {"device": "/x"}) | some c in containers.list; c.memory == 0],
	"gaps": {"/containers/1": ["more"]},
}

test_report if {
	results := containers.report(fixture.rule("runtime", "container"), {"check": "memory"}, wrong) with input as document
	fixture.messages(results) == [
		"web: bad",
		"unknown: containers: memory of unnamed container is not known",
		"unknown: containers: more of unnamed container is not known",
	]
	results[0].location == {"pointer": "/containers/0"}
	results[1].unknown.location == {"pointer": "/containers/1"}
	id := `["runtime","container",{"check":"memory","container":"web","device":"/x"}]`
	results[0].trigger_id == crypto.md5(id)
}

document := {"containers": [{"name": "web", "memory": 0}, {}]}
