// Package testimage builds container images for tests: any tar entry, whiteout,
// compression and history, as a docker-archive, an OCI layout or a v1.Image.
// The same calls give the same bytes. For images that no Builder makes there are their pieces:
// layers, blobs, indexes.
//
//	testimage.New().
//		Layer(testimage.File("/etc/passwd", "root:x:0:0:::\n"), testimage.File("/bin/su", "").Mode(0o4755)).
//		By("RUN /bin/sh -c useradd app # buildkit").
//		Config(func(c *v1.Config) { c.User = "app" }).
//		Archive(w)
package testimage
