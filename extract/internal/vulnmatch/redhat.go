package vulnmatch

import (
	"regexp"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// Names of Red Hat's repositories ("content sets"), as content manifests have them.
var (
	// rhel-9-for-x86_64-baseos-rpms, rhel-8-for-s390x-appstream-eus-rpms__8_DOT_6, ubi-9-for-aarch64-appstream-rpms
	rhelContent = regexp.MustCompile(`^(?:rhel|ubi)-(\d+)-(?:for-[a-z0-9_]+-)?([a-z]+)(?:-(eus|e4s|aus|tus))?-rpms(?:__(\d+)_DOT_(\d+))?$`)
	// codeready-builder-for-rhel-9-x86_64-rpms, codeready-builder-for-ubi-9-x86_64-rpms, ubi-9-codeready-builder-rpms
	builderContent = regexp.MustCompile(`^(?:codeready-builder-for-(?:rhel|ubi)-(\d+)-[a-z0-9_]+-(?:eus-)?rpms(?:__\d+_DOT_\d+)?|ubi-(\d+)-(?:for-[a-z0-9_]+-)?codeready-builder-rpms)$`)
	// rhel-7-server-rpms
	serverContent = regexp.MustCompile(`^rhel-([67])-server-rpms$`)
	// rhocp-4.14-for-rhel-9-x86_64-rpms
	openShiftContent = regexp.MustCompile(`^rhocp-(\d+\.\d+)-for-rhel-(\d+)-[a-z0-9_]+-rpms$`)
	// what else is built from a product's packages, and has no data of its own
	accessoryContent = regexp.MustCompile(`-(?:debug|source)-rpms(?:__\d+_DOT_\d+)?$`)
)

// rhelRepositories are the repositories of Red Hat Enterprise Linux by the words of content sets, with what their CPEs call them.
var rhelRepositories = map[string]string{
	"baseos": "baseos", "appstream": "appstream", "highavailability": "highavailability", "resilientstorage": "resilientstorage",
	"supplementary": "supplementary", "nfv": "nfv", "rt": "realtime", "sap": "sap", "crb": "crb",
}

// redHat are the products whose data an image of Red Hat is compared with: those of its content sets, or the base
// repositories of its release. Unknown are content sets of which nobody here knows the product.
func redHat(d document.Distro) (products, unknown []string) {
	version := text(d.Version)
	major, _, _ := strings.Cut(version, ".")
	for _, set := range d.ContentSets {
		switch product := contentSet(set, version); {
		case product != "":
			products = append(products, product)
		case !accessoryContent.MatchString(set):
			unknown = append(unknown, set)
		}
	}
	if len(products) == 0 || len(unknown) > 0 {
		switch major {
		case "":
		case "6", "7":
			products = append(products, "enterprise_linux:"+major+"::server", "enterprise_linux:"+major)
		default:
			products = append(products, "enterprise_linux:"+major+"::baseos", "enterprise_linux:"+major+"::appstream")
		}
	}
	slices.Sort(products)
	return slices.Compact(products), unknown
}

// contentSet is the product of a content set as the CPEs of Red Hat's records write it, "" where it is not known.
func contentSet(name, version string) string {
	if m := rhelContent.FindStringSubmatch(name); m != nil && rhelRepositories[m[2]] != "" {
		if m[3] == "" {
			return "enterprise_linux:" + m[1] + "::" + rhelRepositories[m[2]]
		}
		minor := m[4] + "." + m[5]
		if m[4] == "" {
			minor = version
		}
		if !strings.HasPrefix(minor, m[1]+".") {
			return ""
		}
		return "rhel_" + m[3] + ":" + minor + "::" + rhelRepositories[m[2]]
	}
	if m := builderContent.FindStringSubmatch(name); m != nil {
		return "enterprise_linux:" + m[1] + m[2] + "::crb"
	}
	if m := serverContent.FindStringSubmatch(name); m != nil {
		return "enterprise_linux:" + m[1] + "::server"
	}
	if m := openShiftContent.FindStringSubmatch(name); m != nil {
		return "openshift:" + m[1] + "::el" + m[2]
	}
	return ""
}
