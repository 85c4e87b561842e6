"""What secrets look like in any text.

Each pattern takes time that grows with the text and no faster: no part of one can be matched in two
ways, and what may be of any length stands at the end or between things that cannot be in it.
"""

import math
import re
from collections import Counter

REDACTED = "[redacted]"

PEM = re.compile(r"-----BEGIN [A-Z0-9 ]{0,40}-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}-----|\Z)")

DATA_URL = re.compile(r"(data:[\w.+/;=-]{0,100},)[^\s\"'<>)]{32,}", re.I)

URL = re.compile(r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}://[^\s\"'<>`\\]+", re.I)

QUERY_PART = re.compile(r"(?<=[?&;])([\w.%\[\]+-]{1,100})=([^&;#\s\"'<>`\\]+)")
"""One part of a query, of an address that is not whole."""

FRAGMENT = re.compile(r"#([\w.%-]{1,60})=([^\s\"'<>`\\]+)")

HEADER_LINE = re.compile(
    r"((?:proxy-|x-)?authorization|(?:set-)?cookie2?)(\s{0,3}:\s{0,3}|=\s{0,3})(?=[^\s\"'\\])"
    r"([^\r\n\"'\\]+)",
    re.I,
)
"""A header as text, whose whole value is a secret up to the end of the line."""

KEYWORD = (
    r"pass(?:word|wd|phrase|code|wort)s?|(?<![a-z])pass(?![a-z])|pwd|secrets?|tokens?|jwt"
    r"|(?:api|access|private|secret|account|signing|encryption|master|session|service)[_. -]?keys?"
    r"|authorization|authentication|(?<![a-z])auth(?![a-z])|cookies?|credentials?|bearer"
    r"|session[_.-]?id|sessid|spolvero_session|(?<![a-z])pw(?![a-z])|(?<![a-z])sid(?![a-z])|(?<![a-z])t?otp(?![a-z])|hmac|mnemonic"
    r"|(?<![a-z])pin(?![a-z])|cvv|[cx]srf|(?<![a-z])sig(?:nature)?(?![a-z])"
    r"|(?:recovery|verification|auth)[_. -]?code|seed[_. -]?phrase"
)
VALUE = (
    r"(?:\"(?:[^\"\\]|\\.)*(?:\"|\\?\Z)"  # quoted, and perhaps cut off
    r"|'(?:[^'\\]|\\.)*(?:'|\\?\Z)"
    r"|`[^`]*(?:`|\Z)"
    r"|(?P<slashes>\\+)[\"'](?:(?!(?<!\\)(?P=slashes)[\"'])[\s\S])*(?:(?P=slashes)[\"']|\Z)"
    r"|\{[^{}]{0,4000}(?:\}|\Z)|\[[^\[\]]{0,4000}(?:\]|\Z)"
    r"|[^\s&\"'<>`\\\[{]+)"
)
NAMED = re.compile(
    rf"(?P<name>(?:{KEYWORD})[\w.-]{{0,30}})"
    r"(?P<between>(?:\\{0,8}[\"'`])?\]?\s{0,3}(?:=>|:=|[:=])\s{0,3}"
    r"|\\{0,8}[\"'`]\s{0,3},\s{0,3}(?=\\{0,8}[\"'`]))"  # setItem("token", "…")
    rf"(?P<value>{VALUE})",
    re.I,
)
"""`password=…`, `"apiKey": "…"`, and the like within other text."""

SAID = re.compile(
    r"(?P<name>pass(?:word|wd|phrase|code|wort)|secret|api[ _-]?key|(?<![a-z])pin|token)"
    r"(?P<between>\s{1,3}(?:is|was|=):?\s{1,3})(?P<value>\"[^\"]*\"|'[^']*'|\S+)",
    re.I,
)
"""`my password is …`, as people write."""

BESIDE = re.compile(
    rf"(?P<name>(?:{KEYWORD})\w{{0,20}})(?P<between>:?[ \t]{{1,3}})"
    r"(?P<value>(?=[^\s\"'<>]{0,60}[0-9])[^\s\"'<>\[\]]{6,})",
    re.I,
)
"""`token abc123`, as the console joins what it is given."""

SCHEME = re.compile(
    r"(?P<name>\b(?:bearer|basic|digest|negotiate|ntlm|dpop|apikey|hawk|aws4-hmac-sha256))"
    r"(?P<between>[ \t]+|%20|\+)(?P<value>[^\s\"'<>,;\\\[]{6,})",
    re.I,
)
"""Credentials behind the name of their scheme (RFC 9110, 11.4)."""

DIGEST = re.compile(r"(\bdigest[ \t]+)([a-z]{2,20}=\"[^\r\n]*)", re.I)

ELEMENT = re.compile(rf"(<(?:\w+:)?(?:{KEYWORD})\w{{0,30}}[^<>]{{0,200}}>)([^<]+)", re.I)
INPUT = re.compile(r"(<input\b[^<>]{0,500}?\bvalue=)(\"[^\"]*\"|'[^']*')", re.I)
"""What somebody has typed into a form, in the HTML of it."""

PART = re.compile(
    rf"(name=\"(?:{KEYWORD})[\w.-]{{0,30}}\"[^\r\n]{{0,200}}(?:\r?\n[^\r\n]{{1,200}}){{0,4}}"
    r"\r?\n\r?\n)([^\r\n]+)",
    re.I,
)
"""One part of `multipart/form-data` (RFC 7578)."""

COMMAND = re.compile(r"((?<!\S)(?:-u|--user|--proxy-user)[ =][^\s:]{1,100}:)([^\s\"']+)")
LOGIN = re.compile(r"((?<![\w.:/-])[\w.-]{1,64}:)([^\s:@/\[\"']{4,200})(?=@[\w.-])")
"""The password of a command, or before a host."""

WEAK = r"(?<![a-z])(?:keys?|codes?|2fa|mfa|login|license|refresh|sign-in)(?![a-z])"
"""Names of a secret only where something stands behind them that looks like one."""
TELLING = re.compile(
    rf"{KEYWORD}|{WEAK}|\b(?:basic|digest|negotiate|ntlm|dpop|hawk|aws4-hmac-sha256)", re.I
)
"""Without any of these a text has no name of a secret in it."""
NEAR = re.compile(
    rf"(?P<name>(?:{KEYWORD}|{WEAK}))"
    r"(?P<between>[^\n]{0,60}?)(?<![\w/.+~-])"
    r"(?P<value>(?=[A-Za-z_+~-]{0,200}[0-9])(?=[0-9_+~-]{0,200}[A-Za-z])"
    r"(?![a-z]{3}_[0-9a-z]{26}\b)(?!\d{4}-\d\d)(?![0-9a-f]{32}(?:[0-9a-f]{8,32})?\b)"
    r"(?![a-z]+[0-9]{1,2}(?![\w+~-]))"
    r"[A-Za-z0-9_+~-]{12,}={0,2}(?![\w./=]))",
    re.I,
)
"""A long word of letters and digits not far behind the name of a secret."""

SHAPES = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"eyJ[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_=-]*){0,4}"  # JWT, JWE (RFC 7519)
    r"|spv_[A-Za-z0-9_-]{6,}"  # ours
    r"|(?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[A-Z0-9]{12,}"  # AWS
    r"|gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{16,}|glpat-[A-Za-z0-9_-]{16,}"
    r"|xox[a-z]-[A-Za-z0-9-]{8,}|xapp-[A-Za-z0-9-]{8,}"  # Slack
    r"|AIza[A-Za-z0-9_-]{20,}|ya29\.[A-Za-z0-9_-]{8,}|GOCSPX-[A-Za-z0-9_-]{8,}|1//0[\w-]{20,}"
    r"|(?:sk|pk|rk)[-_](?:live[-_]|test[-_]|proj[-_]|ant[-_])?[A-Za-z0-9_-]{16,}"
    r"|whsec_[A-Za-z0-9+/=]{16,}|npm_[A-Za-z0-9]{20,}|pypi-[A-Za-z0-9_-]{16,}"
    r"|hf_[A-Za-z0-9]{16,}|SG\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"
    r"|shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{16,}|do[opr]_v1_[A-Fa-f0-9]{16,}"
    r"|(?:AGE-SECRET-KEY-1)[A-Z0-9]{16,}|(?:bot)?[0-9]{8,10}:[A-Za-z0-9_-]{35,}"
    r")"
)
"""Tokens that say what they are."""

HOOK = re.compile(
    r"((?:hooks\.slack\.com/(?:services|workflows)|discord(?:app)?\.com/api/webhooks)/)"
    r"[^\s\"'<>]+",
    re.I,
)

LONG = re.compile(r"[A-Za-z0-9_+=-]{28,}")
AWS_SECRET = re.compile(r"(?<![A-Za-z0-9/+=_.-])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_.-])")
CHANCE = 3.6
"""So many bits in each character, counted by how often each occurs, have no words of people."""


def is_drawn(text: str, digits: int = 2) -> bool:
    """Tell whether a long word looks as if it was drawn by chance, as tokens are.

    Ids and hashes of ours have small letters and digits only, and are no secrets.
    """
    small = sum(c.islower() for c in text)
    large = sum(c.isupper() for c in text)
    if small < 3 or large < 3 or sum(c.isdigit() for c in text) < digits:
        return False
    counts = Counter(text)
    bits = -sum(n / len(text) * math.log2(n / len(text)) for n in counts.values())
    return bits > CHANCE


NOTHING = frozenset(("", "null", "none", "nil", "undefined", "true", "false", "nan", "..."))
"""What stands in the place of a secret and says that there is none, in small letters."""

NO_SECRETS = NOTHING | frozenset(
    (
        *("missing", "invalid", "wrong", "expired", "required", "not", "a", "an", "the", "too"),
        *("set", "empty", "incorrect", "refused", "no", "unknown", "ok", "valid", "optional"),
        *("function", "string", "object", "number", "boolean", "being", "used", "gone", "there"),
        *("token", "tokens", "authentication", "auth", "scheme", "realm", "already", "still"),
    )
)
"""What people say of secrets, unquoted, in small letters."""


UNICODE = re.compile(r"\\+u00([0-7][0-9A-Fa-f])")
"""A character of ASCII as JSON may write it, within text that is no JSON."""
HEXADECIMAL = re.compile(r"%([0-9A-Fa-f]{2})")


def unquoted(text: str) -> str:
    """Undo percent-encoding (RFC 3986, 2.1)."""
    raw = HEXADECIMAL.sub(lambda found: chr(int(found[1], 16)), text)
    try:
        return raw.encode("latin-1").decode()
    except UnicodeError:
        return raw
