package conformance

// Deviations are the recorded cases in which we mean to differ from Anchore
// Engine, each with the entry of docs/compatibility.md that describes the difference.
var Deviations = map[string]string{
	// A missing whitelist_ids is an empty list.
	"mappings/whitelist-ids-missing": "mapping-whitelists",
	"mappings/whitelist-ids-null":    "mapping-whitelists",
	// A value that cannot be converted is refused when the bundle is built.
	"metadata/size-invalid-fails-debian-web":          "unconvertible-values",
	"vulnerabilities/score-values-fails-debian-web":   "unconvertible-values",
	"vulnerabilities/score-values-fails-debian-web-2": "unconvertible-values",
	"vulnerabilities/score-values-fails-debian-web-3": "unconvertible-values",
	"vulnerabilities/score-values-fails-debian-web-4": "unconvertible-values",
	// Blanks before regexp: are refused.
	"mappings/tag-regexp-space": "regexp-blanks",
	// An id or digest mapping is compared with the image.
	"mappings/digest-rule-last-sha2": "id-and-digest-mappings",
	"mappings/digest-rule-sha2":      "id-and-digest-mappings",
	"mappings/id-rule-0000":          "id-and-digest-mappings",
	"mappings/id-rule-bf33":          "id-and-digest-mappings",
	"mappings/id-rule-last-0000":     "id-and-digest-mappings",
	"mappings/id-rule-last-bf33":     "id-and-digest-mappings",
	// Like and in on a number are refused when the bundle is built.
	"metadata/layer-count-fails-debian-web":   "like-on-numbers",
	"metadata/layer-count-fails-debian-web-2": "like-on-numbers",
	"metadata/layer-count-fails-debian-web-3": "like-on-numbers",
	"metadata/layer-count-fails-debian-web-4": "like-on-numbers",
	"metadata/size-fails-debian-web":          "like-on-numbers",
	"metadata/size-fails-debian-web-2":        "like-on-numbers",
	"metadata/size-fails-debian-web-3":        "like-on-numbers",
	"metadata/size-fails-debian-web-4":        "like-on-numbers",
	// % and _ in a directory are ordinary characters.
	"packages/verify-alpine-node": "verify-directories",
	"packages/verify-centos-app":  "verify-directories",
	"packages/verify-debian-web":  "verify-directories",
	// Lines of /etc/passwd that are too short are skipped.
	"passwd_file/gids-fails-bad-passwd":       "passwd-short-lines",
	"passwd_file/gids-fails-bad-passwd-2":     "passwd-short-lines",
	"passwd_file/gids-fails-bad-passwd-3":     "passwd-short-lines",
	"passwd_file/gids-fails-bad-passwd-4":     "passwd-short-lines",
	"passwd_file/gids-fails-bad-passwd-5":     "passwd-short-lines",
	"passwd_file/shells-fails-short-passwd":   "passwd-short-lines",
	"passwd_file/shells-fails-short-passwd-2": "passwd-short-lines",
	"passwd_file/shells-fails-short-passwd-3": "passwd-short-lines",
	"passwd_file/shells-fails-short-passwd-4": "passwd-short-lines",
	"passwd_file/shells-fails-short-passwd-5": "passwd-short-lines",
	"passwd_file/shells-fails-short-passwd-6": "passwd-short-lines",
	"passwd_file/uids-fails-bad-passwd":       "passwd-short-lines",
	"passwd_file/uids-fails-bad-passwd-2":     "passwd-short-lines",
	"passwd_file/uids-fails-bad-passwd-3":     "passwd-short-lines",
	"passwd_file/uids-fails-bad-passwd-4":     "passwd-short-lines",
	"passwd_file/uids-fails-bad-passwd-5":     "passwd-short-lines",
	"passwd_file/uids-fails-bad-passwd-6":     "passwd-short-lines",
	"passwd_file/uids-fails-bad-passwd-7":     "passwd-short-lines",
	"passwd_file/uids-fails-bad-passwd-8":     "passwd-short-lines",
}
