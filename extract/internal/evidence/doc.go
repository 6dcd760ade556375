// Package evidence reads what other tools have found into the input document: XCCDF and ARF
// (OpenSCAP, CIS-CAT, SCC), docker-bench-security's JSON and log, kube-bench, Lynis, GVM and
// OpenVAS, InSpec and HDF, SARIF, hadolint, Batten's log. Reports of Clair, clair-scanner and
// klar are vulnerabilities, and Banyan's lists are packages; these come out as such. Which of
// them a file is, its content tells.
//
// A status is one word of a closed list. No result is never a pass: a file that ends too early
// is an error, what the file leaves out makes it incomplete, and what its format cannot tell is
// null. Counts that a file states are compared with those that are read.
//
// Files are untrusted. They are read as streams within bounds of size, depth and number;
// an XML document with entities of its own is refused; texts are cut to 300 characters and
// lose what looks like a secret.
package evidence
