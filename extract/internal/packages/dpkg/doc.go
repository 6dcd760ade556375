// Package dpkg reads what dpkg leaves in an image: its status database, the
// status.d files of distroless images, the md5sums and conffiles lists, and the
// copyright files (compatibility.md#packages and compatibility.md#package-manifests).
package dpkg
