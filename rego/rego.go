// Package rego embeds the Rego library: the gates, and the semantics of
// policies, whitelists, mappings and image lists.
package rego

import "embed"

// FS holds the library, tests included; paths begin with "pratique/" or "main/".
//
//go:embed pratique main
var FS embed.FS
