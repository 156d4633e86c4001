"""URLs in one spelling each, so that equal pages have equal addresses (RFC 3986, section 6.2.2)."""

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit, urlunsplit

_PATH = r"/[A-Za-z0-9_~!$&'()*+,;=@/.-]*"
_PLAIN_PATH = re.compile(_PATH)
_PLAIN_URL = re.compile(rf"https?://[a-z0-9][a-z0-9.-]*{_PATH}")
_PLAIN_REFERENCE = re.compile(
    rf"(?P<url>(?P<origin>https?://[a-z0-9][a-z0-9.-]*)?{_PATH})(?:\?(?P<query>[A-Za-z0-9_.~=&-]*))?(?:#[^\s\\]*)?"
)
"""An address or path in normal form but for dot segments: without port, query and escape. Most links are one: nothing to do."""

_HOSTLESS = re.compile(r"https?:(?!//[^/])", re.IGNORECASE)
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})")
_UNSAFE = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_STRIPPED = "".join(map(chr, range(33)))
_DROPPED = str.maketrans("", "", "\t\n\r")

_TRACKING = re.compile(
    r"utm_\w*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|yclid|ysclid|msclkid|twclid|ttclid|igshid|mc_[ce]id|_openstat|_ga|_gl",
    re.IGNORECASE,
)
"""Query parameters that say where a reader came from, not which page it is."""


def normalise_url(url: str) -> str:
    """Return an absolute URL in its normal form, without fragment and tracking parameters.

    Scheme and host in lower case, no default port, no dot segments, an empty path as `/`, escapes in upper case and only
    where needed (RFC 3986, 6.2.2 and 6.2.3); characters that no URL may hold are escaped as UTF-8 (RFC 3987, 3.1).

    Raises:
        ValueError: the authority is malformed (such as an unclosed bracket).
    """
    if _PLAIN_URL.fullmatch(url) and "/." not in url:
        return url
    parts = urlsplit(url.strip(_STRIPPED).translate(_DROPPED))
    scheme = parts.scheme.lower()
    path = _escaped(remove_dot_segments(parts.path) or "/")
    if not parts.netloc and path.startswith("//"):
        path = "/" + path.lstrip("/")  # without an authority two slashes would begin one (RFC 3986, 3.3)
    return urlunsplit((scheme, _authority(parts.netloc, scheme), path, _query(parts.query), ""))


def absolute_url(base: str, reference: str) -> str | None:
    """Return what a link on the page `base` leads to, normalised, or `None` where it leads to no web page.

    A reference to a place on the page itself, a script or a mail address leads to none, nor does one that no browser
    could follow.
    """
    is_simple = "/." not in reference and reference[:2] != "//"
    if is_simple and _PLAIN_PATH.fullmatch(reference):
        return origin_of(base) + reference
    if is_simple and (match := _PLAIN_REFERENCE.fullmatch(reference)):
        plain, origin, query = match.groups()
        if origin is None:
            plain = origin_of(base) + plain
        query = _query(query) if query else ""
        return f"{plain}?{query}" if query else plain
    reference = reference.strip(_STRIPPED).translate(_DROPPED)
    if not reference or reference.startswith("#") or _HOSTLESS.match(reference):
        return None
    try:
        target = normalise_url(urljoin(base, reference))
    except ValueError:  # an authority that cannot be read: a broken link is no link
        return None
    return (
        target
        if target.startswith(("https://", "http://")) and not target.startswith(("https:///", "http:///"))
        else None
    )


@lru_cache(maxsize=1024)
def origin_of(base: str) -> str:
    """Return scheme and authority of a page's URL, which all its links share."""
    parts = urlsplit(base)
    return f"{parts.scheme.lower()}://{_authority(parts.netloc, parts.scheme.lower())}"


def remove_dot_segments(path: str) -> str:
    """Return the path without `.` and `..` segments (RFC 3986, 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)


def _authority(netloc: str, scheme: str) -> str:
    """Return the authority with its host in lower case, in ASCII, without a default port and without a user.

    A user in a link is a password that somebody let slip, or a host that the link only pretends to lead to.
    """
    host = netloc.rpartition("@")[2].lower()
    if not host.isascii():
        host = _ascii_host(host)
    return host.removesuffix(_DEFAULT_PORTS.get(scheme, ":")).rstrip(":")


def _ascii_host(host: str) -> str:
    """Return an internationalised host in its ASCII form (UnicodeError is a ValueError)."""
    return host.encode("idna").decode("ascii")


def _query(query: str) -> str:
    """Return the query without tracking parameters; the others keep their order."""
    if not query:
        return ""
    kept = [part for part in query.split("&") if part and not _TRACKING.fullmatch(part.partition("=")[0])]
    return _escaped("&".join(kept))


def _escaped(text: str) -> str:
    """Return a path or query with every escape in its normal form."""
    if "%" in text:
        text = _PERCENT.sub(_normal_escape, _LONE_PERCENT.sub("%25", text))
    return _UNSAFE.sub(_escape, text)


def _normal_escape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()


def _escape(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))
