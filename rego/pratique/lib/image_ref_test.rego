package pratique.lib.image_ref_test

import data.pratique.lib.image_ref

cases := {
	"official": {"given": ["docker.io", "library/ubuntu", "1"], "want": ["docker.io", "library/ubuntu", "1"]},
	"localhost": {"given": ["localhost", "foo", "1"], "want": ["localhost", "foo", "1"]},
	"localhost with a port": {"given": ["localhost:5000", "foo", "1"], "want": ["localhost:5000", "foo", "1"]},
	"localbuild": {"given": ["localbuild", "foo", "1"], "want": ["localbuild", "foo", "1"]},
	"plain host": {"given": ["myhost", "foo", "1"], "want": ["docker.io", "myhost/foo", "1"]},
	"plain host with a port": {"given": ["myhost:5000", "foo", "1"], "want": ["myhost:5000", "foo", "1"]},
	"upper case": {"given": ["LOCALHOST", "foo", "1"], "want": ["docker.io", "LOCALHOST/foo", "1"]},
	"nested": {"given": ["reg.example.com:443", "a/b", "t"], "want": ["reg.example.com:443", "a/b", "t"]},
	"IPv6": {"given": ["[::1]:5000", "x", "1"], "want": ["[::1]:5000", "x", "1"]},
	"empty port": {"given": ["host:", "x", "1"], "want": ["host", "x", "1"]},
	"port of a colon": {"given": ["host::", "x", "1"], "want": ["host::", "x", "1"]},
	"empty tag": {"given": ["quay.io", "x", ""], "want": ["quay.io", "x", "latest"]},
	"dockerhub": {"given": ["dockerhub", "library/x", "1"], "want": ["docker.io", "library/x", "1"]},
	"dockerhub twice": {"given": ["dockerhub", "dockerhub/x", "1"], "want": ["docker.io", "docker.io/x", "1"]},
	"dockerhub later": {"given": ["quay.io", "dockerhub/x", "1"], "want": ["quay.io", "dockerhub/x", "1"]},
	"white space around": {"given": [" quay.io", "x", "1\n"], "want": ["quay.io", "x", "1"]},
	"line end in the host": {"given": ["a\nb", "c", "1"], "want": ["docker.io", "a\nb/c:1", "latest"]},
	"empty digest": {"given": ["quay.io", "x", "@"], "want": ["quay.io", "x:", "latest"]},
	"no registry": {"given": [null, "x", "1"], "want": ["docker.io", "*/*", "*"]},
	"no repository": {"given": ["quay.io", null, "1"], "want": ["docker.io", "*/*", "*"]},
	"no tag": {"given": ["quay.io", "x", null], "want": ["docker.io", "*/*", "*"]},
}

test_parts[name] if {
	some name, tc in cases
	[registry, repository, tag] := tc.given
	image := {"registry": registry, "repository": repository, "tag": tag}
	got := [image_ref.registry, image_ref.repository, image_ref.tag] with input as {"image": image}
	got == tc.want
	not image_ref.digest with input as {"image": image}
}

sections := {"absent": {}, "null": {"image": null}, "empty": {"image": {}}, "no object": "x"}

test_section[name] if {
	some name, document in sections
	[image_ref.registry, image_ref.repository, image_ref.tag] == ["docker.io", "*/*", "*"] with input as document
}

# compatibility.md#tag-and-digest.
test_digest if {
	image := {"registry": "quay.io", "repository": "x", "tag": "1@sha256:aa"}
	[
		image_ref.registry,
		image_ref.repository,
		image_ref.digest,
	] == ["quay.io", "x:1", "sha256:aa"] with input as {"image": image}
	not image_ref.tag with input as {"image": image}
}

test_bare_digest if {
	image := {"registry": "sha256:aa", "repository": "x", "tag": "1"}
	[image_ref.registry, image_ref.digest] == ["docker.io", "sha256:aa/x:1"] with input as {"image": image}
	not image_ref.tag with input as {"image": image}
	not image_ref.repository with input as {"image": image}
}

test_compared_parts if {
	got := image_ref.parts with input.image as {
		"registry": "quay.io",
		"repository": "a/b",
		"tag": "1",
		"id": "x",
		"digest": "sha256:aa",
	}
	got == {"registry": "quay.io", "repository": "a/b", "tag": "1", "id": "x", "digest": "sha256:aa"}
	none := image_ref.parts with input.image as {"registry": "quay.io", "repository": "a/b", "tag": "1@sha256:aa"}
	not "tag" in object.keys(none)
}
