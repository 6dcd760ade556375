package secrets

import (
	"regexp"
	"strings"
)

// Secret names, and those that only look like it: TOKENIZERS_PARALLELISM and PWD are no
// secrets, nor is what is said of a secret (its length, its age, where it is), nor the
// name of a file that holds one.
var (
	secretName = regexp.MustCompile(`(?i)PASSW(?:OR)?D|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|API[_.-]?KEY|ACCESS[_.-]?KEY|PRIVATE[_.-]?KEY|(?:^|[_.-])PASS$|[_.-]PWD$`)
	plainName  = regexp.MustCompile(`(?i)TOKENI[SZ]|PASSWORDLESS|[_.-]?FILE(?:NAME)?$|^OLD_?PWD$|` +
		`(?:^|[_.-])(?:MAX|MIN|NUM|TOTAL)[_.-](?:\w+[_.-])?TOKENS?$|TOKENS[_.-]PER[_.-]|` +
		`[_.-](?:NAME|TYPE|KIND|FORMAT|PREFIX|SUFFIX|HEADER|HOST|PORT|LEN|SIZE|MIN|MAX|AGE|COUNT|LIMIT|DAYS|HOURS|MINUTES|SECONDS|` +
		`COST|ROUNDS|ALGO|CIPHER|RULES?|PROMPT|SCOPES?|HELPER|STORE|BACKEND|MANAGER|ROTATION|INTERVAL|VERSION|STRENGTH|ITERATIONS|STDIN)$|` +
		`(?:EXPIRATION|EXPIRY|LIFESPAN|VALIDITY|DURATION|EXPIRES?(?:[_.-]?IN)?|LIFETIME|TTL|TIMEOUT|LENGTH|URLS?|URI|ENDPOINT|ALGORITHMS?|HASHERS?|POLICY|` +
		`VALIDATORS?|ISSUER|AUDIENCE|PROVIDER|ENABLED?|DISABLED?|REQUIRED)$`)
	pathName = regexp.MustCompile(`(?i)(?:PATH|DIR(?:ECTORY)?)$`)
)

// Values that say where a secret is: a path, whose first part is a word, and an address
// without credentials.
var elsewhere = regexp.MustCompile(`^(?:~|\.{0,2})/[a-z][a-z0-9._-]*(?:/[\w.@%+-]*)+$|^(?:https?|file)://[^@?\s]*$`)

// expression is what a regular expression has in the place of a value: s/password=.*/…/
var expression = regexp.MustCompile(`^(?:\.[*+]|\(\.[*+]|\[\^|\[\[:|\\[SwW])`)

// tells says whether the name of a variable, label or option says that its
// value is a secret.
func tells(name, value string) bool {
	if !secretName.MatchString(name) || plainName.MatchString(name) {
		return false
	}
	return !pathName.MatchString(name) || !strings.HasPrefix(value, "/")
}

// literal says whether a value can be a secret itself, rather than a reference
// to one.
func literal(value string) bool {
	switch strings.ToLower(value) {
	case "", "0", "1", "true", "false", "yes", "no", "on", "off", "null", "none", "enabled", "disabled", "required", "optional", "unused":
		return false
	}
	if strings.HasPrefix(value, "/run/secrets/") || strings.HasPrefix(value, "<(") || elsewhere.MatchString(value) {
		return false
	}
	return strings.Trim(value, "*") != "" && value != redacted && !variable(value) && !expression.MatchString(value)
}

// variable says whether a value begins with a variable or a command's output.
func variable(value string) bool {
	rest, ok := strings.CutPrefix(strings.TrimLeft(value, `\`), "$")
	if !ok {
		return strings.HasPrefix(value, "`") || strings.HasPrefix(value, "{{")
	}
	return rest != "" && (rest[0] == '{' || rest[0] == '(' || rest[0] == '_' || rest[0] >= 'A' && rest[0] <= 'Z' || rest[0] >= 'a' && rest[0] <= 'z')
}
