package secrets

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// RedactJSON takes the values of secrets out of a JSON text by its structure: what a member's name,
// the option before a word or the text itself tells. A text without secrets is given back as it
// is; what is no JSON is left out, since nobody could tell what it shows.
func RedactJSON(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 {
		return raw
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var value any
	if decoder.Decode(&value) != nil {
		return nil
	}
	clean, changed := redactValue(value)
	if !changed {
		return raw
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(clean); err != nil {
		return nil
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}

// RedactAs is RedactJSON for a value that has a name, such as an option of a daemon.
func RedactAs(name string, raw json.RawMessage) json.RawMessage {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		clean := RedactValue(name, text)
		if clean == text {
			return raw
		}
		quoted, _ := json.Marshal(clean) // a string
		return quoted
	}
	return RedactJSON(raw)
}

// RedactWords redacts the words of a command, of which --password takes the next and --password=x
// has it. The words are changed in place.
func RedactWords(words []string) (changed bool) {
	for i, word := range words {
		var clean string
		name, value, pair := strings.Cut(word, "=")
		switch {
		case i > 0 && strings.HasPrefix(words[i-1], "-") && !strings.HasPrefix(word, "-") && !strings.Contains(words[i-1], "="):
			clean = RedactValue(strings.TrimLeft(words[i-1], "-"), word)
		case pair && !strings.ContainsAny(name, " \t\n"):
			clean = name + "=" + RedactValue(strings.TrimLeft(name, "-"), value)
		default:
			clean = Redact(word)
		}
		if clean != word {
			words[i], changed = clean, true
		}
	}
	return changed
}

// redactValue gives a JSON value without secrets, and whether it had any.
func redactValue(value any) (_ any, changed bool) {
	switch v := value.(type) {
	case string:
		one := []string{v}
		changed = RedactWords(one)
		return one[0], changed
	case []any:
		words := make([]string, len(v))
		for i := range v {
			text, ok := v[i].(string)
			if !ok {
				return redactList(v)
			}
			words[i] = text
		}
		changed = RedactWords(words)
		for i := range words {
			v[i] = words[i]
		}
		return v, changed
	case map[string]any:
		return redactMembers(v)
	}
	return value, false
}

func redactList(list []any) (_ any, changed bool) {
	for i := range list {
		clean, was := redactValue(list[i])
		list[i], changed = clean, changed || was
	}
	return list, changed
}

func redactMembers(members map[string]any) (_ any, changed bool) {
	name, _ := members["name"].(string) // Kubernetes: {name: …, value: …}
	for key, member := range members {
		about := key
		if key == "value" && name != "" {
			about = name
		}
		switch member.(type) {
		case string, json.Number:
			text := fmt.Sprint(member)
			if clean := RedactValue(about, text); clean != text {
				members[key], changed = clean, true
				continue
			}
		}
		clean, was := redactValue(member)
		if was {
			members[key], changed = clean, true
		}
	}
	return members, changed
}
