package translate

import "slices"

// anchoreGate is a gate of Anchore Engine 1.1 and its triggers, in the order in
// which Anchore lists them.
type anchoreGate struct {
	name     string
	triggers []string
}

// anchoreGates are Anchore's living gates. The list is history and does not
// grow: it only tells a gate that the library does not have yet from one that
// does not exist.
func anchoreGates() []anchoreGate {
	return []anchoreGate{
		{"always", []string{"always"}},
		{"dockerfile", []string{"instruction", "effective_user", "exposed_ports", "no_dockerfile_provided"}},
		{"files", []string{"content_regex_match", "name_match", "attribute_match", "suid_or_guid_set"}},
		{"ruby_gems", []string{"newer_version_found_in_feed", "not_found_in_feed", "version_not_found_in_feed", "blacklist", "feed_data_unavailable"}},
		{"metadata", []string{"attribute"}},
		{"licenses", []string{"blacklist_exact_match", "blacklist_partial_match"}},
		{"malware", []string{"scans", "scan_not_run"}},
		{"npms", []string{"newer_version_in_feed", "unknown_in_feeds", "version_not_in_feeds", "blacklisted_name_version", "feed_data_unavailable"}},
		{"packages", []string{"required_package", "verify", "blacklist"}},
		{"passwd_file", []string{"content_not_available", "blacklist_usernames", "blacklist_userids", "blacklist_groupids", "blacklist_shells", "blacklist_full_entry"}},
		{"retrieved_files", []string{"content_not_available", "content_regex"}},
		{"secret_scans", []string{"content_regex_checks"}},
		{"vulnerabilities", []string{"package", "stale_feed_data", "vulnerability_data_unavailable", "blacklist"}},
	}
}

// triggersOf are Anchore's triggers of a gate, nil for a gate that Anchore does not have.
func triggersOf(gate string) []string {
	for _, g := range anchoreGates() {
		if g.name == gate {
			return g.triggers
		}
	}
	return nil
}

// gateNames are the names of all gates, Anchore's and the library's.
func gateNames(library []string) []string {
	names := slices.Clone(library)
	for _, g := range anchoreGates() {
		if !slices.Contains(names, g.name) {
			names = append(names, g.name)
		}
	}
	return names
}
