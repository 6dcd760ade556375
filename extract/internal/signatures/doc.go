// Package signatures has two sources of facts about signatures.
//
// [Find] looks for the signatures and attestations of an image where it is stored, and
// verifies them by a trust file ([ReadTrust]): cosign's by key and by certificate, sigstore
// bundles, and those of the Notary Project. What fails is a fact with its reason; a registry
// that does not answer leaves the facts out.
//
// [Read] reads what other tools have printed:
//
//   - a list in the shape of the input document, alone or under "signatures";
//   - cosign verify --output json, which prints the signatures that it has verified;
//   - docker trust inspect, which prints the tags that the client has verified, by
//     their hexadecimal digests.
//
// They are told apart by their content. They are claims: anybody can write such a file.
// Whether a signature is of an image is for [Compare] and for the rules to say, by digests.
package signatures
