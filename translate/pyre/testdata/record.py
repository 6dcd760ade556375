#!/usr/bin/env python3
"""Records what Python's re answers for random patterns: python3.8 record.py [SEED COUNT] > python.json"""
import json
import random
import re
import sys
import warnings

assert sys.version_info[:2] == (3, 8)
warnings.simplefilter("ignore")
R = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 20210608)
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 4500

SUBJECTS = [
    "", "\n", "a", "b", "ab", "ba", "aa", "abab", "a\n", "\na", "a\nb", "a\n\n", "ab\n", "aab", "abb", "bab",
    "/a", "/a/b", "/ab/", "a b", " a", "a ", "a_b", "_", "a-b", "-a-", "a1", "1", "12", "1a", "é", "aé", "éa", "a é",
    "éb\n", "É", "٣", "a٣", "k", "K", "\u212a", "s", "S", "ſ", "i", "I", "İ", "ı", "\t", "a\tb", "\xa0", "a\xa0b",
    "\x1c", "\u2028", "½", "Ⅷ", "ⅷ", "µ", "μ", "\u0345", "ι", "ß", "ẞ", "σς", "日本", "a.b", "a{,2}", "[a]", "]", "{",
    "A", "AB", "aB/", "ǅ", "\U00010400", "\U00010428", "\x0b", "b_ a-1\n", "/usr/bin/a", "/usr/bin/a\n",
]
LITERALS = list("aaaabbbb/_-1 ") + ["é", "k", "K", "s", "i", "I", "ı", "A", "B", "\n", "\\n", "\\.", "\\/", "\\x61", "\\u00e9",
                                    "\\t", "\\141", "\\0", "]", "}", "{", "{a", "a{1", "\\-", "\\ ", "µ", "ß", "\\U00010428", "Ⅷ"]
CLASSES = [".", ".", "\\d", "\\w", "\\s", "\\D", "\\W", "\\S"]
ZERO = ["^", "$", "$", "\\A", "\\Z", "\\b", "\\b", "\\B"]
QUANTIFIERS = ["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,1}", "{,2}", "{1,}", "{,}", "{0}", "{2,3}?"]
BROKEN = ["*", "(", ")", "[", "\\", "(?P<n", "(?P<1>a)", "(?P=x)", "\\1", "(?", "(?<a)", "{2,1}", "a**", "\\q", "[b-a]", "(?z)",
          "(?P<x>a)(?P<x>b)", "(?(2)a|b|c)", "(?-i)", "(?i-i:a)", "\\x1", "\\u12", "[\\d-a]", "(?#", "(?<=a*)", "(?P>a)", "\\400",
          "(?L)a", "(?i-:a)", "(?-", "\\N{x!}", "\\N", "[]", "[^]", "(?(a", "(?(1x)a)", "|*", "^*", "\\b+", "[a", "(?Pa)", "(?a-u:b)", "(?iz:a)", "(?i)", "(?x)",
          "(?m)", "(?>a)", "a++", "a?+", "a{4294967295}", "(?u)", "(?a)", "(?t:a)", "\\8", "[\\9]", "(?( 1 )a)", "\\N{DIGIT ONE}"]


def charclass():
    items = []
    for _ in range(R.randint(1, 3)):
        items.append(R.choice(["a", "b", "a-b", "a-z", "A-Z", "0-9", "\\d", "\\w", "\\s", "\\W", "\\S", "\\D", "_", "-", ".", "/", "é",
                               "i", "k", "\\n", "[", "^", "$", "\\]", "\\b", "é-ÿ", "s", "\\x00-\\U0010ffff", "µ", "\\-"]))
    return "[" + R.choice(["", "", "^"]) + "".join(items) + "]"


def look():
    kind = R.choice(["?=", "?!", "?<=", "?<!"])
    one = lambda: R.choice([R.choice("ab/_1é"), R.choice(CLASSES), charclass()])
    n = R.randint(1, 2)
    body = "".join(one() for _ in range(n))
    if R.random() < 0.3:
        body += "|" + "".join(one() for _ in range(n))
    elif kind in ("?=", "?!") and R.random() < 0.3:
        body += R.choice(["$", ".*", "?", "\\Z", "*a"])
    return "(" + kind + body + ")"


def atom(depth):
    x = R.random()
    if x < 0.42:
        return R.choice(LITERALS)
    if x < 0.55:
        return R.choice(CLASSES)
    if x < 0.66:
        return charclass()
    if x < 0.78:
        return R.choice(ZERO)
    if x < 0.83:
        return look()
    if depth <= 0:
        return "a"
    open_ = R.choice(["(", "(", "(?:", "(?:", "(?i:", "(?s:", "(?m:", "(?-i:", "(?a:", "(?x: ", "(?P<g%d>" % R.randint(1, 99), "(?#c)("])
    return open_ + pattern(depth - 1) + ")"


def quantified(depth):
    a = atom(depth)
    if a in ZERO and R.random() < 0.95:
        return a
    return a + R.choice(QUANTIFIERS) if R.random() < 0.28 else a


def pattern(depth):
    return "|".join("".join(quantified(depth) for _ in range(R.randint(0 if depth < 2 else 1, 4)))
                    for _ in range(R.choice([1, 1, 1, 2, 3])))


def whole():
    p = pattern(2)
    x = R.random()
    if x < 0.14:
        p = R.choice(["(?i)", "(?i)", "(?m)", "(?s)", "(?x)", "(?a)", "(?ai)", "(?u)", "(?ims)"]) + p
    if x > 0.91:
        i = R.randint(0, len(p))
        p = p[:i] + R.choice(BROKEN) + p[i:]
    if x > 0.96 and "(" in p:
        p += R.choice(["\\1", "(?(1)a|b)", "(?(1)b)", "(?=.*a)", "(?!.*a)"])
    return p


def bits(f):
    n = 0
    for i, s in enumerate(SUBJECTS):
        if f(s):
            n |= 1 << i
    return "%x" % n


cases, seen = [], set()
while len(cases) < COUNT:
    p = whole()
    if p in seen or len(p) > 60:
        continue
    seen.add(p)
    try:
        compiled = re.compile(p)
    except re.error as e:
        cases.append([p, e.msg, -1 if e.pos is None else e.pos])
        continue
    except (OverflowError, ValueError, RuntimeError) as e:
        cases.append([p, str(e), -1])
        continue
    # Not compiled.search: its shortcut for the first character gets (?a:\\D) wrong.
    search = lambda s: any(compiled.match(s, i) for i in range(len(s) + 1))
    cases.append([p, bits(compiled.match), bits(search)])
print('{"subjects": %s,\n"cases": [' % json.dumps(SUBJECTS))
print(",\n".join(json.dumps(c, ensure_ascii=False, separators=(",", ":")) for c in cases))
print("]}")
