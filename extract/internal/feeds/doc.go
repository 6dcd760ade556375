// Package feeds reads documents that users supply beside the image: package
// feeds for the npms and ruby_gems gates, and facts of their own for their own Rego.
package feeds
