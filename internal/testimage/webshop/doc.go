// Package webshop is the demonstration image acme/webshop:1.4: a Debian with a
// shop in Node.js on it, and many of the mistakes that images are made with. It
// is what testdata/demo/Dockerfile would build.
package webshop
