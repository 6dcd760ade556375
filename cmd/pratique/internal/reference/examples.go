package reference

import "strings"

// Examples are calls of a verb, "pratique eval", that a person would type.
func Examples(path string) []string {
	text, ok := calls[path]
	if !ok {
		return nil
	}
	var list []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// calls are three for each verb that does something; a test holds that each can be called so.
var calls = map[string]string{
	"pratique": `
		pratique eval nginx:1.27
		pratique eval .
		pratique report -b cis-docker-1.13 -D Dockerfile ./image.tar`,
	"pratique eval": `
		pratique eval .
		pratique eval -b policy.json -D Dockerfile r.example.com/app:1.0
		pratique eval -o text -o sarif=out.sarif --fail-on warn ./image.tar`,
	"pratique report": `
		pratique report -D Dockerfile
		pratique report -b cis-docker-1.13-runtime --container compose.yaml
		pratique report -o html=report.html --min-score 80 nginx:1.27`,
	"pratique convert": `
		pratique convert -o markdown result.json
		pratique convert -o junit=junit.xml result.json
		pratique convert -o html=page.html --show-suppressed result.json`,
	"pratique extract": `
		pratique extract nginx:1.27 -o facts.json
		pratique extract -D Dockerfile
		pratique extract -b policy.json ./image.tar -o facts.json`,
	"pratique sbom": `
		pratique sbom nginx:1.27
		pratique sbom -o spdx ./image.tar
		pratique sbom -o cyclonedx=bom.json oci:layout`,
	"pratique translate": `
		pratique translate policy.json -C rego/
		pratique translate policy.json -o policy.tar.gz
		pratique translate -p own/ policy.json -C rego/`,
	"pratique policy push": `
		pratique policy push -b policy.json oci://r.example.com/policy:1
		pratique policy push -b p.json --sign-key p.key oci://r.example.com/policy:1
		pratique policy push -b policy.json --conftest oci://r.example.com/policy:1`,
	"pratique policy pull": `
		pratique policy pull -o policy.tar.gz oci://r.example.com/policy:1
		pratique policy pull --policy-key policy.pub oci://r.example.com/policy:1
		pratique policy pull -o policy/ oci://r.example.com/policy:1-conftest`,
	"pratique policy sign": `
		pratique policy sign --sign-key policy.key policy.tar.gz
		pratique policy sign --sign-key policy.key oci://r.example.com/policy:1
		pratique policy sign --sign-key policy.key -o signed.tar.gz policy.tar.gz`,
	"pratique policy verify": `
		pratique policy verify --policy-key policy.pub policy.tar.gz
		pratique policy verify --policy-key policy.pub oci://r.example.com/policy:1
		pratique policy verify --policy-key a.pub --policy-key b.pub policy.tar.gz`,
	"pratique attest": `
		pratique attest --sign-key cosign.key result.json
		pratique attest --sign-key cosign.key -o result.sigstore.json result.json
		pratique attest --sign-key cosign.key --attach r.example.com/app result.json`,
	"pratique verify": `
		pratique verify
		pratique verify policy/ --coverage
		pratique verify policy/ --run unpinned`,
	"pratique init": `
		pratique init policy/
		pratique init
		pratique init --no-config team-policy/`,
	"pratique explain": `
		pratique explain -D Dockerfile
		pratique explain nginx:1.27
		pratique explain -b policy.json ./image.tar rule-id`,
	"pratique diff bundles": `
		pratique diff bundles old.json new.json nginx:1.27
		pratique diff bundles default policy.json -D Dockerfile
		pratique diff bundles old.json new.json --exit-code ./image.tar`,
	"pratique diff images": `
		pratique diff images nginx:1.26 nginx:1.27
		pratique diff images -b policy.json ./old.tar ./new.tar
		pratique diff images input:old.json input:new.json`,
	"pratique diff vulnerabilities": `
		pratique diff vulnerabilities old.db new.db facts.json
		pratique diff vulnerabilities -b policy.json old.db new.db facts.json
		pratique diff vulnerabilities old.db new.db a.json b.json`,
	"pratique whitelist list": `
		pratique whitelist list policy.json
		pratique whitelist list policy.json -o json
		pratique whitelist list --now 2027-01-01T00:00:00Z policy.json`,
	"pratique whitelist new": `
		pratique whitelist new -b policy.json -D Dockerfile
		pratique whitelist new -b policy.json --gate files ./image.tar
		pratique whitelist new -b policy.json --reason legacy --expires 90d nginx:1.27`,
	"pratique whitelist check": `
		pratique whitelist check policy.json
		pratique whitelist check --within 30d policy.json
		pratique whitelist check policy.json -o json`,
	"pratique whitelist prune": `
		pratique whitelist prune -b policy.json --dry-run ./image.tar
		pratique whitelist prune -b policy.json -D Dockerfile
		pratique whitelist prune -b policy.json --dry-run nginx:1.27`,
	"pratique bundle lint": `
		pratique bundle lint policy.json
		pratique bundle lint --warnings-as-errors policy.json
		pratique bundle lint -p own/ policy.json`,
	"pratique bundle inspect": `
		pratique bundle inspect default
		pratique bundle inspect policy.json
		pratique bundle inspect -o json policy.json`,
	"pratique bundle format": `
		pratique bundle format policy.json
		pratique bundle format -w policy.json
		pratique bundle format -l a.json b.json`,
	"pratique bundle list": `
		pratique bundle list
		pratique bundle list -q
		pratique bundle list -o json`,
	"pratique bundle show": `
		pratique bundle show default
		pratique bundle show cis-docker-1.13
		pratique bundle show --no-config best-practices`,
	"pratique gates": `
		pratique gates
		pratique gates dockerfile
		pratique gates dockerfile/instruction -o json`,
	"pratique version": `
		pratique version
		pratique version -o json
		pratique --version`,
	"pratique config": `
		pratique config eval
		pratique config report -c team.yaml
		pratique config eval --no-config`,
	"pratique completion": `
		pratique completion bash
		pratique completion zsh
		pratique completion fish`,
	"pratique whitelist lint": `
		pratique whitelist lint policy.json
		pratique whitelist lint --within 720h policy.json
		pratique whitelist lint -o json policy.json`,
	"pratique vuln index": `
		pratique vuln index --out osv.db all.zip
		pratique vuln index --out osv.db --epss epss.csv.gz --kev kev.json all.zip
		pratique vuln index --out osv.db Debian/ npm/`,
	"pratique vuln info": `
		pratique vuln info osv.db
		pratique vuln info --check osv.db
		pratique vuln info -o json oci://r.example.com/osv:1`,
	"pratique vuln get": `
		pratique vuln get --vulnerability-db osv.db CVE-2021-44228
		pratique vuln get --vulnerability-db osv.db GHSA-jfh8-c2jp-5v3q
		pratique vuln get --vulnerability-db osv.db -o json CVE-2021-44228`,
	"pratique vuln search": `
		pratique vuln search --vulnerability-db osv.db openssl
		pratique vuln search --vulnerability-db osv.db --ecosystem npm lodash
		pratique vuln search --vulnerability-db osv.db -o json openssl`,
	"pratique vuln diff": `
		pratique vuln diff old.db new.db
		pratique vuln diff --exit-code old.db new.db
		pratique vuln diff -o json old.db new.db`,
	"pratique vuln push": `
		pratique vuln push osv.db oci://r.example.com/osv:1
		pratique vuln push --ca-file ca.pem osv.db oci://r.example.com/osv:1
		pratique vuln push --username ci osv.db oci://r.example.com/osv:1`,
	"pratique vuln pull": `
		pratique vuln pull --out osv.db oci://r.example.com/osv:1
		pratique vuln pull --ca-file ca.pem --out osv.db oci://r.example.com/osv:1
		pratique vuln pull --username ci --out osv.db oci://r.example.com/osv:1`,
	"pratique cache info": `
		pratique cache info
		pratique cache info -o json
		pratique cache info --cache-dir /var/cache/pratique`,
	"pratique cache clean": `
		pratique cache clean
		pratique cache clean --older-than 720h
		pratique cache clean --cache-dir /var/cache/pratique`,
	"pratique fleet plan": `
		pratique fleet plan r.example.com -o plan.json
		pratique fleet plan r.example.com --repo team/app -o plan.json
		pratique fleet plan --from-cluster pods.json -o plan.json`,
	"pratique fleet run": `
		pratique fleet run --plan plan.json -b policy.json
		pratique fleet run --plan oci://r.example.com/plan:1 --shard 0/4
		pratique fleet run --plan plan.json --jobs 8 --rate 20`,
	"pratique fleet status": `
		pratique fleet status --plan plan.json
		pratique fleet status --plan plan.json -b policy.json -o json
		pratique fleet status --plan oci://r.example.com/plan:1`,
	"pratique fleet rejudge": `
		pratique fleet rejudge --plan plan.json -b policy.json
		pratique fleet rejudge --plan plan.json --jobs 8
		pratique fleet rejudge --plan oci://r.example.com/plan:1 -b policy.json`,
	"pratique fleet prune": `
		pratique fleet prune --plan plan.json --keep 5
		pratique fleet prune --plan plan.json --keep 5 --dry-run
		pratique fleet prune --plan oci://r.example.com/plan:1 --keep 1`,
	"pratique serve": `
		pratique serve -b policy.json --listen 127.0.0.1:8080
		pratique serve -b policy.json --tls-cert tls.crt --tls-key tls.key
		pratique serve --trust trust.yaml --allow-registry r.example.com`,
	"pratique lsp": `
		pratique lsp
		pratique lsp -b policy.json
		pratique lsp -b best-practices --no-config`,
	"pratique watch": `
		pratique watch -b policy.json -D Dockerfile
		pratique watch -b policy.json -p rego/ .
		pratique watch -D Dockerfile -o markdown=report.md`,
}
