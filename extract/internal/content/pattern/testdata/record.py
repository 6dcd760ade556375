"""Records what Python's re.match says of patterns on lines of bytes.

    python3 record.py [SEED COUNT] > python.json

"lines" are in hex ("61*1000": a thousand times the byte 61). A case is [pattern, hits], hits a number in hex with bit i set
where line i matches; null where Python does not compile the pattern. Patterns hold nothing in which Python 3.8 and later
versions differ. No line is empty, as none is in a file (\\B fails on an empty text, in Python alone).
"""

import json
import random
import re
import sys
import warnings

warnings.simplefilter("ignore")

FIXED = [
    r"(?i).*aws_access_key_id( *=+ *).*(?<![A-Z0-9])[A-Z0-9]{20}(?![A-Z0-9]).*",
    r"(?i).*aws_secret_access_key( *=+ *).*(?<![A-Za-z0-9/+=])[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=]).*",
    r"(?i)-+BEGIN(.*)PRIVATE KEY-+",
    r'(?i).*"auth": *".+"',
    r"(?i).*api(-|_)key( *=+ *).*(?<![A-Z0-9])[A-Z0-9]{20,60}(?![A-Z0-9]).*",
    r"é*", r"[é]+", r"(?i)É", r"[^a]", r"\w+\b", r"\bx", r"a$", r"a\Z", r"(a$)*\n", r"(?m)^a$", r"(?s).*", r"a|b",
    r"(a)|b\1", r"(?P<x>a)(?P=x)", r"(a)?(?(1)b|c)", r"(?P<x>a)?(?(x)b|c)", r"(?x) a b # c", r"a{,2}b", r"a{,}b", r"a{2}{3}",
    r"a{b", r"a{1,2", r"{", r"{}", r"a**", r"a*?b", r"^*", r"\b+", r"(?:^)*", r"(?:a*)*", r"[]a]", r"[^]a]", r"[a-]", r"[\w-]",
    r"[a-\d]", r"[b-a]", r"[[:alpha:]]", r"[\]]", r"\x41", r"\x4", r"\x{41}", r"\101", r"\0", r"\08", r"\1", r"\400", r"[\400]",
    r"[\101]", r"[\8]", r"\8", r"[\b]", r"\q", r"\_", r"\é", r"\pL", r"\Q", r"\z", r"(?<=a)b", r"a(?<=a)b", r"(?<=a*)b", r"(?<!a|bc)d",
    r"(?<!ab|cd)d", r"(a)(?<=\1)", r"(?<=(a))b", r"(?<=(a)\1)b", r"(a\1)", r"(?=a)a", r"(?!a).", r"(?#x)a", r"(?#", r"(?", r"(", r")", r"[",
    r"[]", r"(?<a>b)", r"(?P<1>b)", r"(?P<a>b)(?P<a>c)", r"(?P=a)", r"(?P>a)", r"(?U)a", r"(?u)a", r"(?a)\w", r"(?i-s:A.)b", r"(?-i:a)",
    r"(?i:a)A", r"(?s-s:.)", r"(?-a:x)", r"(?-:x)", r"(?i", r"(?i-)", r"(?(2)a|b)", r"(?(1)a|b|c)", r"(?(0)a)", r"(?(x)a)", r"a{1001}",
    r"(?:a{100}){100}", r"a{4294967295}", r"a{2,1}", r"\Aa", r"x*(?!y)", r"(?i)k", r"(?i)[^k]", r"(?i)[j-l]", r"[\x80-\xff]+$", r"\xc3\xa9",
    r"[^\x00-\xff]", r"(?i)(a)\1", r".{3}$", r"\s", r"\S+\s", r"[\s\S]", r"[^\s\S]", r"\d\D", r"(a|ab)(c|bcd)(d*)\n?\Z", r"(?x)[ #]a",
    r"(?x)a\ b", r"(?x)a *", "(?x)a# )\nb",
]

FIXED_LINES = [
    b"\n", b"a\n", b"aa\n", b"ab", b"b\n", b"bb", b"ac", b"c", b"aab", b"abcd\n", b"aaa", b"{\n", b"a{b", b"{}", b"a{1,2", b"A\n", b"Ab", b"aA",
    b"]", b"^", b"-", b"_", b":]", b"\x08", b"\x00", b"\x008", b"\xc3\xa9\n", b"\xc3\xa9\xa9", b"\xe9", b"\xc9", b"\xc3\x89", b"\xb5", b"\xff\xfe\n",
    b"K\n", b"k", b" \n", b"\x0b", b"\x0c\r", b"\xa0", b"\x85", b"1a", b"1\n", b"x\n", b"xy", b"xxy", b" x", b"abc\n", b"aabbcc", b"  a b", b"#a",
    b"a" * 1001, b"a" * 10000, b"d\n", b"ad", b"abd", b"bcd",
    b"aws_access_key_id = ABCDEFGHIJ0123456789\n", b"AWS_ACCESS_KEY_ID=ABCDEFGHIJ0123456789", b"aws_access_key_id = ABCDEFGHIJ0123456789X\n",
    b"\xe9 aws_access_key_id == \xffABCDEFGHIJ0123456789\xff\n", b"aws_secret_access_key=" + b"A" * 40 + b"\n",
    b"aws_secret_access_key= " + b"A" * 40 + b"\n", b"aws_secret_access_key = \"" + b"A/+=" * 10 + b"\"\r\n", b"-----BEGIN RSA PRIVATE KEY-----\n",
    b" -----BEGIN PRIVATE KEY-----\n", b'\t"auth": "eHg="\n', b'"auth":""', b"my api-key=" + b"z" * 61, b"api_key= " + b"z" * 60 + b"-", b"API_KEY = 'x'",
]


def pattern(rng, depth=0):
    """A random pattern; not always a valid one."""
    pick = rng.random()
    if depth > 3 or pick < 0.45:
        return rng.choice(["a", "b", "c", "A", "-", "é", ".", r"\w", r"\d", r"\s", r"\W", "[ab]", "[^a]", "[a-c]", r"[\w-]", "$", "^", r"\b", r"\B",
                           r"\Z", r"\A", r"\n", " ", r"\x80", r"[\x80-\xff]"])
    if pick < 0.65:
        return "".join(pattern(rng, depth + 1) for _ in range(rng.randint(1, 4)))
    if pick < 0.75:
        return pattern(rng, depth + 1) + rng.choice(["*", "+", "?", "*?", "{2}", "{1,2}", "{,1}", "{1,}"])
    return rng.choice(["(%s)", "(?:%s)", "(%s|b)", "(?:a|%s)", "(?=%s)", "(?!%s)", "(?<=%s)", "(?<!%s)", "(?i:%s)", "(?s:%s)", "(?m:%s)", r"(%s)\1",
                       r"(%s)?(?(1)a|b)"]) % pattern(rng, depth + 1)


def line(rng):
    text = bytes(rng.choice(b"aabbcA-1 \xc3\xa9\x80\xff\n") for _ in range(rng.randint(1, 8))).replace(b"\n", b"")
    return (text or b"a") + rng.choice([b"", b"\n"])


def record(text, lines):
    try:
        compiled = re.compile(text.encode("utf-8"))
    except (re.error, OverflowError, ValueError):
        return [text, None]
    return [text, "%x" % sum(1 << i for i, subject in enumerate(lines) if compiled.match(subject))]


def main():
    seed, count = (int(arg) for arg in sys.argv[1:] or ["1", "250"])
    rng = random.Random(seed)
    lines = FIXED_LINES + [line(rng) for _ in range(50)]
    patterns = [rng.choice(["", "", "", "(?i)", "(?s)", "(?m)"]) + pattern(rng) for _ in range(count)]
    patterns = FIXED + [text for text in patterns if not re.search(r"[*+?}]\+", text)]  # possessive since 3.11
    cases = [record(text, lines) for text in patterns]
    shown = ["61*%d" % len(subject) if len(subject) > 999 else subject.hex() for subject in lines]
    print('{"lines":%s,\n"cases":[\n%s\n]}' % (json.dumps(shown, separators=(",", ":")),
                                             ",\n".join(json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in cases)))


main()
