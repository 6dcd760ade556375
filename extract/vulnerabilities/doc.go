// Package vulnerabilities reads the reports of vulnerability scanners into the
// input document: grype's, trivy's and osv-scanner's JSON, CycloneDX with
// vulnerabilities, and the reports of Clair 4, clair-scanner and klar. Which of them a
// report is, its content tells.
//
// The fields are what Anchore's Grype provider makes of them
// (compatibility.md#vulnerability-fields): a record of the NVD has NVD scores only; any
// other has its own scores as the vendor's and those of the NVD beside them. What a report
// does not say (when its data was brought up to date, whether it covers the distribution)
// is left open, which the gates take as "no", with a warning.
package vulnerabilities
