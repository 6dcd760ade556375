// Package signing verifies and makes signatures with keys: over bytes, in DSSE envelopes,
// and in sigstore bundles. Keys are what cosign takes: ECDSA P-256, P-384 and P-521,
// Ed25519, and RSA from 2048 bits on.
package signing
