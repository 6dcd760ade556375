package secrets

import (
	"regexp"
	"strings"
)

// Secret names, and those that only look like it. TOKENIZERS_PARALLELISM and
// PWD are no secrets, nor is the name of a file that holds one.
var (
	secretName = regexp.MustCompile(`(?i)PASSW(?:OR)?D|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|API[_.-]?KEY|ACCESS[_.-]?KEY|PRIVATE[_.-]?KEY|(?:^|[_.-])PASS$|[_.-]PWD$`)
	plainName  = regexp.MustCompile(`(?i)TOKENI[SZ]|[_.-]?FILE$|^OLD_?PWD$`)
	pathName   = regexp.MustCompile(`(?i)(?:PATH|DIR(?:ECTORY)?)$`)
)

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
	case "", "true", "false", "yes", "no", "on", "off", "null", "none":
		return false
	}
	if strings.HasPrefix(value, "/run/secrets/") || strings.HasPrefix(value, "<(") {
		return false
	}
	return strings.Trim(value, "*") != "" && value != redacted && !variable(value)
}

// variable says whether a value begins with a variable or a command's output.
func variable(value string) bool {
	rest, ok := strings.CutPrefix(value, "$")
	if !ok {
		return strings.HasPrefix(value, "`") || strings.HasPrefix(value, "{{")
	}
	return rest != "" && (rest[0] == '{' || rest[0] == '(' || rest[0] == '_' || rest[0] >= 'A' && rest[0] <= 'Z' || rest[0] >= 'a' && rest[0] <= 'z')
}
