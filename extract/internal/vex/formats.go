package vex

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// identified is a string, or an object with an @id and identifiers, as OpenVEX has them by version.
type identified struct {
	ID            string
	Name          string
	Aliases       []string
	Subcomponents []identified
}

// UnmarshalJSON implements [json.Unmarshaler].
func (i *identified) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, &i.ID) == nil {
		i.Name = i.ID
		return nil
	}
	var object struct {
		ID            string `json:"@id"`
		Name          string
		Aliases       []string
		Identifiers   struct{ PURL string }
		Subcomponents []identified
	}
	if err := json.Unmarshal(data, &object); err != nil {
		return err
	}
	i.ID, i.Name, i.Aliases, i.Subcomponents = object.ID, object.Name, object.Aliases, object.Subcomponents
	if object.Identifiers.PURL != "" {
		i.ID = object.Identifiers.PURL
	}
	return nil
}

func (c *collection) openVEX(data []byte) error {
	var d struct {
		Author, Timestamp string
		LastUpdated       string `json:"last_updated"`
		Statements        []struct {
			Vulnerability   identified
			Products        []identified
			Subcomponents   []identified // of versions before 0.2
			Status          string
			Justification   string
			ImpactStatement string `json:"impact_statement"`
			StatusNotes     string `json:"status_notes"`
			ActionStatement string `json:"action_statement"`
			Timestamp       string
			LastUpdated     string `json:"last_updated"`
		}
	}
	if err := json.Unmarshal(data, &d); err != nil {
		return err
	}
	for _, s := range d.Statements {
		one := document.VEXStatement{
			Vulnerability: s.Vulnerability.Name, Aliases: s.Vulnerability.Aliases, Status: s.Status,
			Justification: optional(s.Justification), Author: optional(d.Author),
			Timestamp: instant(s.LastUpdated, s.Timestamp, d.LastUpdated, d.Timestamp),
		}
		if one.Vulnerability == "" {
			one.Vulnerability = s.Vulnerability.ID[strings.LastIndexByte(s.Vulnerability.ID, '/')+1:]
		}
		for _, words := range []string{s.ActionStatement, s.StatusNotes, s.ImpactStatement} {
			if words != "" && (s.Status != NotAffected || words == s.ImpactStatement) {
				one.Statement = optional(words)
			}
		}
		// Subcomponents belong to their product.
		for _, product := range s.Products {
			each := one
			each.Products = []string{product.ID}
			for _, part := range append(slices.Clone(product.Subcomponents), s.Subcomponents...) {
				each.Subcomponents = append(each.Subcomponents, part.ID)
			}
			c.add(each)
		}
		if len(s.Products) == 0 {
			c.warn("%s: the statement names no product", one.Vulnerability)
		}
	}
	return nil
}

// cdxJustifications are OpenVEX's labels for those of CycloneDX.
var cdxJustifications = map[string]string{
	"code_not_present":                "vulnerable_code_not_present",
	"code_not_reachable":              "vulnerable_code_not_in_execute_path",
	"requires_configuration":          "vulnerable_code_cannot_be_controlled_by_adversary",
	"requires_dependency":             "vulnerable_code_not_in_execute_path",
	"requires_environment":            "vulnerable_code_cannot_be_controlled_by_adversary",
	"protected_by_compiler":           "inline_mitigations_already_exist",
	"protected_at_runtime":            "inline_mitigations_already_exist",
	"protected_at_perimeter":          "inline_mitigations_already_exist",
	"protected_by_mitigating_control": "inline_mitigations_already_exist",
}

var cdxStates = map[string]string{
	"resolved": Fixed, "resolved_with_pedigree": Fixed, "exploitable": Affected, "in_triage": UnderInvestigation,
	"false_positive": NotAffected, "not_affected": NotAffected,
}

type cdxComponent struct {
	Ref        string `json:"bom-ref"`
	PURL       string
	Components []cdxComponent
}

func (c *collection) cycloneDX(data []byte) error {
	var d struct {
		Metadata struct {
			Timestamp string
			Component cdxComponent
			Authors   []struct{ Name string }
		}
		Components      []cdxComponent
		Vulnerabilities []struct {
			ID, Updated string
			References  []struct{ ID string }
			Analysis    struct{ State, Justification, Detail, LastUpdated string }
			Affects     []struct {
				Ref      string
				Versions []struct{ Version, Range, Status string }
			}
		}
	}
	if err := json.Unmarshal(data, &d); err != nil {
		return err
	}
	purls := map[string]string{}
	var collect func([]cdxComponent)
	collect = func(list []cdxComponent) {
		for _, component := range list {
			purls[component.Ref] = component.PURL
			collect(component.Components)
		}
	}
	collect(d.Components)
	collect([]cdxComponent{d.Metadata.Component})
	for _, v := range d.Vulnerabilities {
		if v.Analysis.State == "" {
			continue
		}
		status, known := cdxStates[v.Analysis.State]
		if !known {
			c.warn("%s: the state %q is not known", v.ID, v.Analysis.State)
			continue
		}
		one := document.VEXStatement{
			Vulnerability: v.ID, Status: status, Statement: optional(v.Analysis.Detail),
			Timestamp: instant(v.Analysis.LastUpdated, v.Updated, d.Metadata.Timestamp),
		}
		if j := v.Analysis.Justification; j != "" {
			one.Justification = optional(j)
			if label, ok := cdxJustifications[j]; ok {
				one.Justification = &label
			}
		}
		if v.Analysis.State == "false_positive" && one.Justification == nil {
			label := "vulnerable_code_not_present"
			one.Justification = &label
		}
		for _, r := range v.References {
			one.Aliases = append(one.Aliases, r.ID)
		}
		if len(d.Metadata.Authors) > 0 {
			one.Author = optional(d.Metadata.Authors[0].Name)
		}
		for _, affected := range v.Affects {
			each := on(one, affected.Ref, purls, d.Metadata.Component.PURL)
			for _, of := range affected.Versions {
				c.version(each, of.Version, of.Range, of.Status)
			}
			if len(affected.Versions) == 0 {
				c.add(each)
			}
		}
	}
	return nil
}

// on is the statement on a component, by its reference: of the product that the document is about,
// where that is an image.
func on(one document.VEXStatement, ref string, purls map[string]string, product string) document.VEXStatement {
	if _, inner, ok := strings.Cut(ref, "#"); ok && strings.HasPrefix(ref, "urn:cdx:") {
		ref = inner
	}
	purl := purls[ref]
	if purl == "" {
		purl = ref // trivy's references are package URLs; any other applies to nothing
	}
	one.Products = []string{purl}
	if strings.HasPrefix(product, "pkg:oci/") && purl != product {
		one.Products, one.Subcomponents = []string{product}, []string{purl}
	}
	return one
}

// version adds the statement on one version of its component.
func (c *collection) version(one document.VEXStatement, version, versions, status string) {
	if version == "" {
		c.warn("%s: the range %q is not evaluated", one.Vulnerability, versions)
		return
	}
	switch status {
	case "", "affected":
	case "unaffected":
		one.Status = NotAffected
	default:
		return // not known
	}
	at := func(purls []string) []string {
		list := slices.Clone(purls)
		for i, purl := range list {
			if before, _, ok := strings.Cut(purl, "?"); ok {
				purl = before
			}
			if !strings.Contains(purl, "@") {
				list[i] = purl + "@" + version
			}
		}
		return list
	}
	if len(one.Subcomponents) > 0 {
		one.Subcomponents = at(one.Subcomponents)
	} else {
		one.Products = at(one.Products)
	}
	c.add(one)
}

type csafProduct struct {
	ID     string `json:"product_id"`
	Helper struct {
		PURL  string
		PURLs []string
	} `json:"product_identification_helper"`
}

func (p csafProduct) purls() []string {
	if p.Helper.PURL != "" {
		return append([]string{p.Helper.PURL}, p.Helper.PURLs...)
	}
	return p.Helper.PURLs
}

type csafBranch struct {
	Branches []csafBranch
	Product  csafProduct
}

// csafTarget is what a product id stands for.
type csafTarget struct{ products, subcomponents []string }

func (c *collection) csaf(data []byte) error {
	var d struct {
		Document struct {
			Publisher struct{ Name string }
			Tracking  struct {
				Current string `json:"current_release_date"`
			}
		}
		Tree struct {
			Branches      []csafBranch
			Names         []csafProduct `json:"full_product_names"`
			Relationships []struct {
				Category  string
				Product   csafProduct `json:"full_product_name"`
				Reference string      `json:"product_reference"`
				RelatesTo string      `json:"relates_to_product_reference"`
			}
		} `json:"product_tree"`
		Vulnerabilities []struct {
			CVE    string
			IDs    []struct{ Text string }
			Status map[string][]string `json:"product_status"`
			Flags  []struct {
				Label    string
				Products []string `json:"product_ids"`
			}
			Threats []struct {
				Category, Details string
				Products          []string `json:"product_ids"`
			}
		}
	}
	if err := json.Unmarshal(data, &d); err != nil {
		return err
	}
	targets := map[string]csafTarget{}
	var collect func([]csafBranch)
	collect = func(branches []csafBranch) {
		for _, branch := range branches {
			if branch.Product.ID != "" {
				targets[branch.Product.ID] = csafTarget{products: branch.Product.purls()}
			}
			collect(branch.Branches)
		}
	}
	collect(d.Tree.Branches)
	for _, product := range d.Tree.Names {
		targets[product.ID] = csafTarget{products: product.purls()}
	}
	for _, r := range d.Tree.Relationships {
		targets[r.Product.ID] = csafTarget{products: targets[r.RelatesTo].products, subcomponents: targets[r.Reference].products}
	}
	for _, v := range d.Vulnerabilities {
		id := v.CVE
		var aliases []string
		for _, other := range v.IDs {
			if id == "" {
				id = other.Text
				continue
			}
			aliases = append(aliases, other.Text)
		}
		for _, status := range []struct{ name, status string }{
			{"known_not_affected", NotAffected}, {"fixed", Fixed}, {"first_fixed", Fixed}, {"known_affected", Affected},
			{"first_affected", Affected}, {"last_affected", Affected}, {"under_investigation", UnderInvestigation},
		} {
			for _, product := range v.Status[status.name] {
				target := targets[product]
				one := document.VEXStatement{
					Vulnerability: id, Aliases: aliases, Status: status.status, Author: optional(d.Document.Publisher.Name),
					Timestamp: instant(d.Document.Tracking.Current), Products: target.products, Subcomponents: target.subcomponents,
				}
				if len(one.Products) == 0 {
					one.Products = []string{"product " + product}
				}
				for _, flag := range v.Flags {
					if len(flag.Products) == 0 || slices.Contains(flag.Products, product) {
						one.Justification = optional(flag.Label)
					}
				}
				for _, threat := range v.Threats {
					if threat.Category == "impact" && (len(threat.Products) == 0 || slices.Contains(threat.Products, product)) {
						one.Statement = optional(threat.Details)
					}
				}
				c.add(one)
			}
		}
	}
	return nil
}
