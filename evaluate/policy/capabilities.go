package policy

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// impure are the built-ins whose answer depends on more than document, data
// and clock.
var impure = []string{
	"http.send",
	"io.jwt.encode_sign",
	"io.jwt.encode_sign_raw",
	"net.lookup_ip_addr",
	"opa.runtime",
	"rand.intn",
	"uuid.rfc4122",
}

// Capabilities are those of the embedded OPA without network, randomness and
// the environment, so that a decision is a pure function of its inputs.
func Capabilities() *ast.Capabilities {
	c := ast.CapabilitiesForThisVersion()
	c.Builtins = slices.DeleteFunc(c.Builtins, func(b *ast.Builtin) bool {
		return slices.Contains(impure, b.Name)
	})
	c.AllowNet = []string{}
	return c
}
