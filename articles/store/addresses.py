"""An address to the form by which two captures of one page are known.

Only what never names another page is levelled; anything else stays, for two pages taken for one would hide each other:

* http and https, the case of scheme and host, the default port, a user name: levelled;
* an empty path is `/`; other trailing slashes, `www.`, the path's case and the order of the query stay;
* a fragment goes, unless it is a route of a page built by script (`#/…`, `#!…`);
* a session id in the path (`;jsessionid=…`) and parameters that only follow the visitor (`utm_…`, `spm` …) go;
* the hexadecimal digits of %-escapes become upper case, characters outside ASCII are escaped as UTF-8, a host's as punycode.

>>> comparable_address("HTTP://WWW.Example.CN:80/a/?id=1&utm_source=x#top")
'www.example.cn/a/?id=1'
>>> comparable_address("https://www.example.cn/a/?id=1")
'www.example.cn/a/?id=1'
>>> comparable_address("https://www.example.cn/要闻/1.html") == comparable_address("http://www.example.cn/%e8%a6%81%e9%97%bb/1.html")
True
"""

import hashlib
import re
from urllib.parse import quote, urlsplit

LONGEST = 1000
FOLLOWS_THE_VISITOR = re.compile(r"utm_\w+|spm|gclid|fbclid|isappinstalled", re.IGNORECASE)
SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
KEPT = "%/:;=@!$&'()*+,?-._~[]|#"


def comparable_address(url: str) -> str:
    """The comparable form of a web address; any other address as it stands, without blanks around it. Never raises."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return shortened(url)
    if parts.scheme not in {"http", "https"} or not host:
        return shortened(url)
    place = ascii_host(host) + ("" if port in {None, 80, 443} else f":{port}")
    path = escaped(SESSION.sub("", parts.path)) or "/"
    query = "&".join(part for part in parts.query.split("&") if part and not FOLLOWS_THE_VISITOR.fullmatch(part.partition("=")[0]))
    route = f"#{escaped(parts.fragment)}" if parts.fragment.startswith(("/", "!")) else ""
    return shortened(place + path + (f"?{escaped(query)}" if query else "") + route)


def ascii_host(host: str) -> str:
    try:
        return host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host.lower()


def escaped(part: str) -> str:
    return ESCAPE.sub(lambda match: match[0].upper(), quote(part, safe=KEPT))


def shortened(address: str) -> str:
    """An index holds no text of any length: a very long address is known by its beginning and its SHA-256."""
    if len(address) <= LONGEST:
        return address
    return address[: LONGEST - 65] + "#" + hashlib.sha256(address.encode()).hexdigest()
