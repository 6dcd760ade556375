# METADATA
# title: Python's repr()
# description: As it stands in Anchore's messages.
# scope: package
package pratique.lib.python_repr

# METADATA
# title: str(value) of a text that may be None
optional(value) := value if is_string(value)

optional(null) := "None"

# METADATA
# title: repr(text)
# description: In double quotes where it has single quotes and no double ones.
text(value) := concat("", [quote, strings.replace_n(_escapes(value, quote), value), quote]) if {
	quote := _quote(value)
}

# METADATA
# title: repr(list) of texts
list(texts) := sprintf("[%s]", [concat(", ", [text(item) | some item in texts])])

# METADATA
# title: repr(float(number))
# description: >-
#   The shortest text that gives the double again: 7.0, 0.1, 1e-05, 1e+16. Python writes an
#   exponent below 1e-4 and from 1e16; Go, which is asked first, from 1e21 or sooner.
float(number) := concat("", [shortest, ".0"]) if {
	shortest := _shortest(number)
	regex.match(`^-?\d+$`, shortest)
}

float(number) := shortest if {
	shortest := _shortest(number)
	regex.match(`\.\d+$|e-|e\+(?:1[6-9]|[2-9]\d|\d{3})`, shortest)
}

float(number) := concat("", [groups[1], whole, ".", fraction]) if {
	groups := regex.find_all_string_submatch_n(`^(-?)(\d)\.?(\d*)e\+(0\d|1[0-5])$`, _shortest(number), 1)[0]
	digits := concat("", [groups[2], groups[3], "0000000000000000"])
	point := to_number(trim_prefix(groups[4], "0")) + 1
	whole := substring(digits, 0, point)
	fraction := regex.replace(substring(digits, point, -1), `(.)0+$`, "$1")
}

# METADATA
# title: ord(char)
# description: The code point of a text of one character.
ord(char) := sum([shifted |
	some i, octet in octets
	shifted := _payload(_octets[octet]) * _weights[(count(octets) - 1) - i]
]) if {
	octets := regex.find_n(`..`, hex.encode(char), -1)
}

default _quote(_) := "'"

_quote(value) := `"` if {
	contains(value, "'")
	not contains(value, `"`)
}

# Character -> what stands for it. Most texts have none.
_escapes(value, quote) := object.union_n([
	_named,
	{quote: concat("", [`\`, quote])},
	{char: _numbered(ord(char)) |
		some char in regex.find_n(_unprintable, value, -1)
		not _named[char]
	},
])

_named := {`\`: `\\`, "\t": `\t`, "\n": `\n`, "\r": `\r`}

# str.isprintable() is false of all others, unassigned code points among them.
_unprintable := `[^\pL\pM\pN\pP\pS ]`

_numbered(code) := sprintf(`\x%02x`, [code]) if code < 256

_numbered(code) := sprintf(`\u%04x`, [code]) if {
	code >= 256
	code < 65536
}

_numbered(code) := sprintf(`\U%08x`, [code]) if code >= 65536

# With an exponent a number is no integer to sprintf, which then prints the nearest double.
_shortest(number) := sprintf("%v", [to_number(concat("", [json.marshal(number), "e0"]))]) if {
	not contains(json.marshal(number), "e")
}

_shortest(number) := sprintf("%v", [number]) if contains(json.marshal(number), "e")

_octets := {sprintf("%02x", [n]): n | some n in numbers.range(0, 255)}

_weights := [1, 64, 4096, 262144]

# What an octet of UTF-8 says of the code point.
_payload(octet) := octet if octet < 128

_payload(octet) := octet - 128 if {
	octet >= 128
	octet < 192
}

_payload(octet) := octet - 192 if {
	octet >= 192
	octet < 224
}

_payload(octet) := octet - 224 if {
	octet >= 224
	octet < 240
}

_payload(octet) := octet - 240 if octet >= 240
