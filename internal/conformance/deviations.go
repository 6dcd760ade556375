package conformance

// Deviations are the recorded cases in which we mean to differ from Anchore
// Engine, each with the number of the quirk that we do not keep.
var Deviations = map[string]int{
	// Quirk 1: a missing whitelist_ids is an empty list.
	"mappings/whitelist-ids-missing": 1,
	"mappings/whitelist-ids-null":    1,
	// Quirk 7: a value that cannot be converted is refused when the bundle is built.
	"metadata/size-invalid-fails-debian-web":          7,
	"vulnerabilities/score-values-fails-debian-web":   7,
	"vulnerabilities/score-values-fails-debian-web-2": 7,
	"vulnerabilities/score-values-fails-debian-web-3": 7,
	"vulnerabilities/score-values-fails-debian-web-4": 7,
	// Quirk 9: blanks before regexp: are refused.
	"mappings/tag-regexp-space": 9,
	// Quirk 11: an id or digest mapping is compared with the image.
	"mappings/digest-rule-last-sha2": 11,
	"mappings/digest-rule-sha2":      11,
	"mappings/id-rule-0000":          11,
	"mappings/id-rule-bf33":          11,
	"mappings/id-rule-last-0000":     11,
	"mappings/id-rule-last-bf33":     11,
	// Quirk 29: like and in on a number are refused when the bundle is built.
	"metadata/layer-count-fails-debian-web":   29,
	"metadata/layer-count-fails-debian-web-2": 29,
	"metadata/layer-count-fails-debian-web-3": 29,
	"metadata/layer-count-fails-debian-web-4": 29,
	"metadata/size-fails-debian-web":          29,
	"metadata/size-fails-debian-web-2":        29,
	"metadata/size-fails-debian-web-3":        29,
	"metadata/size-fails-debian-web-4":        29,
	// Quirk 41: % and _ in a directory are ordinary characters.
	"packages/verify-alpine-node": 41,
	"packages/verify-centos-app":  41,
	"packages/verify-debian-web":  41,
	// Quirk 46: lines of /etc/passwd that are too short are skipped.
	"passwd_file/gids-fails-bad-passwd":       46,
	"passwd_file/gids-fails-bad-passwd-2":     46,
	"passwd_file/gids-fails-bad-passwd-3":     46,
	"passwd_file/gids-fails-bad-passwd-4":     46,
	"passwd_file/gids-fails-bad-passwd-5":     46,
	"passwd_file/shells-fails-short-passwd":   46,
	"passwd_file/shells-fails-short-passwd-2": 46,
	"passwd_file/shells-fails-short-passwd-3": 46,
	"passwd_file/shells-fails-short-passwd-4": 46,
	"passwd_file/shells-fails-short-passwd-5": 46,
	"passwd_file/shells-fails-short-passwd-6": 46,
	"passwd_file/uids-fails-bad-passwd":       46,
	"passwd_file/uids-fails-bad-passwd-2":     46,
	"passwd_file/uids-fails-bad-passwd-3":     46,
	"passwd_file/uids-fails-bad-passwd-4":     46,
	"passwd_file/uids-fails-bad-passwd-5":     46,
	"passwd_file/uids-fails-bad-passwd-6":     46,
	"passwd_file/uids-fails-bad-passwd-7":     46,
	"passwd_file/uids-fails-bad-passwd-8":     46,
}
