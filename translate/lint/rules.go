package lint

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// checks are those of the triggers, by GATE/TRIGGER.
var checks = map[string]func(*problems, rule){
	"dockerfile/instruction":                (*problems).instruction,
	"dockerfile/effective_user":             (*problems).effectiveUser,
	"files/name_match":                      (*problems).nameMatch,
	"files/attribute_match":                 (*problems).attributeMatch,
	"metadata/attribute":                    (*problems).attribute,
	"packages/blacklist":                    (*problems).packageBlacklist,
	"packages/required_package":             (*problems).requiredPackage,
	"packages/verify":                       (*problems).verifyPackages,
	"retrieved_files/content_regex":         (*problems).contentRegex,
	"retrieved_files/content_not_available": (*problems).contentNotAvailable,
	"secret_scans/content_regex_checks":     (*problems).secretScan,
	"vulnerabilities/package":               (*problems).vulnerablePackage,
}

func (p *problems) instruction(r rule) {
	name, check, value := r.params["instruction"], r.params["check"], r.params["value"]
	if strings.HasPrefix(strings.ToUpper(strings.TrimPrefix(value, "^")), name+" ") && check != "exists" && check != "not_exists" {
		p.add(Warning, "instruction-in-value", r.at("value"), "the value is compared with what follows %s in its line, so it never begins with %s itself", name, name)
	}
	if name != "FROM" {
		return
	}
	switch check {
	case "exists":
		p.add(Warning, "always-fires", r.pointer, "every Dockerfile has a FROM, and a guessed one too")
		return
	case "not_exists":
		p.add(Warning, "never-fires", r.pointer, "every Dockerfile has a FROM, and a guessed one too")
		return
	}
	if strings.EqualFold(r.params["actual_dockerfile_only"], "true") {
		return
	}
	// A guessed Dockerfile is "FROM scratch", whatever the image was built from.
	fires := map[string]bool{
		"!=":       value != "scratch",
		"not_in":   !slices.Contains(r.list("value"), "scratch"),
		"not_like": !matches(value, "scratch"),
	}
	// Of the others none equals, or is like, scratch.
	silent := map[string]bool{
		"=":    value != "scratch",
		"in":   !slices.Contains(r.list("value"), "scratch"),
		"like": !matches(value, "scratch"),
	}
	if fired, known := fires[check]; known && !fired || silent[check] {
		p.add(Warning, "from-guessed", r.pointer, "it never fires where no Dockerfile is supplied, since a guessed one is FROM scratch (docs/compatibility.md#guessed-from); actual_dockerfile_only=true says that this is meant")
	}
	if fires[check] {
		p.add(Warning, "from-guessed", r.pointer, "it always fires where no Dockerfile is supplied, since a guessed one is FROM scratch (docs/compatibility.md#guessed-from); actual_dockerfile_only=true passes those over")
	}
}

func (p *problems) effectiveUser(r rule) {
	users := r.list("users")
	if r.params["type"] == "blacklist" && slices.Contains(users, "root") && !slices.Contains(users, "0") {
		p.add(Warning, "root-by-number", r.at("users"), "USER 0 is root too, and the list has only the name")
	}
	if r.params["type"] == "blacklist" && strings.Join(users, "") == "" {
		p.add(Warning, "never-fires", r.at("users"), "no user is blacklisted")
	}
	p.add(Info, "last-user", r.pointer, "the last line USER (in upper case, docs/compatibility.md#user-lower-case) of any stage decides, and never the image's configuration (docs/compatibility.md#user-last-line)")
}

// notInImages are directories that the kernel fills when a container runs.
var notInImages = regexp.MustCompile(`\A/+(?:proc|sys|dev)(?:/|\z)`)

// path says whether a file of an image can have the path.
func (p *problems) path(r rule, name, consequence string) {
	path, given := r.params[name]
	switch {
	case !given:
	case notInImages.MatchString(path):
		p.add(Warning, "path-never-in-image", r.at(name), "%s is not a file of the image but of the running kernel, so the rule %s", path, consequence)
	case !strings.HasPrefix(path, "/"):
		p.add(Warning, "path-never-in-image", r.at(name), "the path %q does not begin with a slash, so the rule %s", path, consequence)
	}
}

func (p *problems) contentNotAvailable(r rule) { p.path(r, "path", "always fires") }

func (p *problems) contentRegex(r rule) {
	p.path(r, "path", "never fires")
	expression, given := r.params["regex"]
	if given && needsBlank(expression) {
		outcome := "never fires"
		if r.params["check"] == "no_match" {
			outcome = "always fires"
		}
		p.add(Warning, "expression-needs-blank", r.at("regex"), "the expression is tried on single words (docs/compatibility.md#content-regex-words) and demands a blank, so the rule %s for any file", outcome)
	}
}

func (p *problems) attributeMatch(r rule) {
	p.path(r, "filename", "sees no such file")
}

func (p *problems) nameMatch(r rule) {
	expression, given := r.params["regex"]
	if given && !canBeginWith(expression, '/') {
		p.add(Warning, "never-fires", r.at("regex"), "the expression is tried from the beginning of a path, and no text that it matches begins with a slash")
	}
}

// names are those under which people know an architecture that images call otherwise.
var names = map[string]string{
	"x86_64": "amd64", "x86-64": "amd64", "x64": "amd64", "i386": "386", "i686": "386", "x86": "386",
	"aarch64": "arm64", "armv8": "arm64", "armv7": "arm", "armv7l": "arm", "armhf": "arm", "ppc64el": "ppc64le",
}

var size = regexp.MustCompile(`\A([0-9]+)([kmgt]b)?\z`)

func (p *problems) attribute(r rule) {
	attribute, check, value := r.params["attribute"], r.params["check"], r.params["value"]
	ordered := strings.ContainsAny(check, "<>")
	switch {
	case attribute == "size" && ordered:
		p.imageSize(r, check, value)
	case attribute == "layer_count" && ordered:
		n, err := strconv.Atoi(strings.TrimSpace(value))
		switch {
		case err != nil:
		case check == "<" && n < 1:
			p.add(Warning, "never-fires", r.at("value"), "no image has fewer than %d layers", n)
		case check == ">=" && n < 1 || check == ">" && n < 0:
			p.add(Warning, "always-fires", r.at("value"), "every image has %d layers", n)
		}
	case ordered:
		p.add(Warning, "text-order", r.at("check"), "%s is compared as text, not as a version: 11 is less than 9 (docs/compatibility.md#text-comparison)", attribute)
	case attribute == "architecture":
		for _, name := range append(r.list("value"), value) {
			if known := names[strings.ToLower(name)]; known != "" {
				p.add(Warning, "architecture-name", r.at("value"), "images call %s %s", name, known)
				return
			}
		}
	}
}

func (p *problems) imageSize(r rule, check, value string) {
	m := size.FindStringSubmatch(value)
	if m == nil {
		return
	}
	shift := map[string]uint{"": 0, "kb": 10, "mb": 20, "gb": 30, "tb": 40}[m[2]]
	n, err := strconv.ParseUint(m[1], 10, 40)
	if err != nil || n<<shift >= 1<<20 {
		return
	}
	outcome := "never"
	if strings.HasPrefix(check, ">") {
		outcome = "always"
	}
	p.add(Warning, "size-under-1mb", r.at("value"), "%s is less than 1 MB, so the rule fires for practically every image or for none: here %s; a number without a unit counts bytes", value, outcome)
}

// rootAccount finds rules that root's own entry in /etc/passwd sets off.
func (p *problems) rootAccount(r rule) {
	for _, list := range []struct{ trigger, param, alias, root string }{
		{"blacklist_userids", "user_ids", "useridblacklist", "0"},
		{"blacklist_groupids", "group_ids", "group_ids", "0"},
		{"blacklist_usernames", "user_names", "usernameblacklist", "root"},
	} {
		name := list.param
		if r.params[name] == "" {
			name = list.alias
		}
		if r.trigger == list.trigger && slices.Contains(r.list(name), list.root) {
			p.add(Warning, "uid-0-always", r.at(name), "practically every image has the account root, and no whitelist of the mapping has items of this gate; the effective user is dockerfile/effective_user's")
		}
	}
}

// release is how a version of rpm or apk ends where it names the package's release.
var release = regexp.MustCompile(`-(?:r[0-9]+|[0-9][0-9A-Za-z.]*\.(?:el|fc|amzn|suse|ol|azl|cm)[0-9][0-9A-Za-z._]*)\z`)

func (p *problems) packageBlacklist(r rule) {
	if version := r.params["version"]; release.MatchString(version) {
		p.add(Warning, "version-with-release", r.at("version"), "versions of rpm and apk packages are compared without their release, so %s never equals one (docs/compatibility.md#blacklist-without-release)", version)
	}
}

var letters = regexp.MustCompile(`[0-9][._]?[A-Za-z]`)

func (p *problems) requiredPackage(r rule) {
	version := r.params["version"]
	if r.params["version_match_type"] != "minimum" || version == "" {
		return
	}
	epoch, rest, hasEpoch := strings.Cut(version, ":")
	if !hasEpoch {
		rest = epoch
	}
	for _, oddity := range []struct {
		holds   bool
		message string
	}{
		{release.MatchString(rest), "rpm and apk packages are compared without their release, so the very version %s counts as lower (docs/compatibility.md#minimum-without-release)"},
		{hasEpoch, "the epoch in %s is compared as text for rpm, and for dpkg a lower one does not count as lower (docs/compatibility.md#dpkg-epochs and docs/compatibility.md#rpm-epochs)"},
		{strings.ContainsAny(rest, "~^"), "~ and ^ in %s have no meaning for rpm: 1.0~rc1 is higher than 1.0 (docs/compatibility.md#rpm-tilde)"},
		{letters.MatchString(rest), "letters in %s count as higher than numbers for rpm (docs/compatibility.md#rpm-letters)"},
	} {
		if oddity.holds {
			p.add(Warning, "version-order", r.at("version"), oddity.message, version)
		}
	}
}

// metapackages are names of packages that people look for and that own no files of their own.
var metapackages = map[string]string{"ssh": "openssh-server or openssh-client", "python": "python3", "java": "openjdk-17-jre"}

func (p *problems) verifyPackages(r rule) {
	for _, name := range r.list("only_packages") {
		if meant := metapackages[name]; meant != "" {
			p.add(Warning, "verify-package-not-installed", r.at("only_packages"), "images rarely have a package %s with files (%s?): the rule never fires, and it does not report that a package is installed", name, meant)
		}
	}
	for _, directory := range r.list("only_directories") {
		if !strings.HasPrefix(directory, "/") || notInImages.MatchString(directory) {
			p.add(Warning, "path-never-in-image", r.at("only_directories"), "no package has files under %q", directory)
		}
	}
}

// secretNames are the expressions that Anchore's analyser searches for by default.
var secretNames = []string{"API_KEY", "AWS_ACCESS_KEY", "AWS_SECRET_KEY", "DOCKER_AUTH", "PRIV_KEY"}

func (p *problems) secretScan(r rule) {
	wanted, given := r.params["content_regex_name"]
	if !given || slices.Contains(secretNames, wanted) {
		return
	}
	var selected []string
	for _, name := range secretNames {
		if strings.Contains(wanted, name) {
			selected = append(selected, name)
		}
	}
	if len(selected) == 0 {
		p.add(Warning, "secret-name", r.at("content_regex_name"), "it selects expressions whose whole name occurs in %q (docs/compatibility.md#secret-search-names), and of the default ones (%s) none does", wanted, strings.Join(secretNames, ", "))
		return
	}
	p.add(Info, "secret-name", r.at("content_regex_name"), "it selects expressions whose whole name occurs in it (docs/compatibility.md#secret-search-names): %s", strings.Join(selected, ", "))
}

func (p *problems) vulnerablePackage(r rule) {
	comparison, severity := r.params["severity_comparison"], r.params["severity"]
	if comparison == "" {
		comparison = ">"
	}
	if comparison == ">" && severity == "critical" || comparison == "<" && severity == "unknown" {
		p.add(Warning, "never-fires", r.at("severity"), "no severity is %s %s", comparison, severity)
	}
	if r.params["max_days_since_creation"] != "" {
		p.add(Warning, "age-of-detection", r.at("max_days_since_creation"), "it counts from the first detection, which Anchore Engine remembers and a report does not know: without --first-seen FILE it is skipped for what a recent report has")
	}
}
