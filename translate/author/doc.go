// Package author reads Rego that a policy's author has written beside an Anchore
// bundle: what rules there are to call, and what facts they read.
package author
