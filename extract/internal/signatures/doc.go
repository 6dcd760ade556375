// Package signatures reads what tools that verify signatures have printed:
//
//   - a list in the shape of the input document, alone or under "signatures";
//   - cosign verify --output json, which prints the signatures that it has verified;
//   - docker trust inspect, which prints the tags that the client has verified, by
//     their hexadecimal digests.
//
// They are told apart by their content. Whether a signature is of an image is for
// [Compare] and for the rules to say, by digests.
package signatures
