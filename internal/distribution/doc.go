// Package distribution moves policies through registries, in the layout that stock OPA
// loads: one layer with the tarball of opa build. Others may follow it, with the Anchore
// bundle that it was translated from. The layout of conftest, a layer a file, can be read
// and written too.
//
// A policy is signed inside, as opa sign does it, or by a sigstore bundle or a cosign
// signature of its manifest. [Pull] demands a signature where it is given keys.
package distribution
