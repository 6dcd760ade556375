// Package serve answers whether images may run: to the API server of Kubernetes (validating
// admission), to Gatekeeper (external data), and to whoever asks. It fails closed: what it cannot
// decide in time is denied, with a message that says why.
package serve
