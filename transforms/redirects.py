"""Where a redirect leads (RFC 9110, 15.4 and 10.2.2)."""

from urllib.parse import quote, urldefrag, urljoin

_STATUS_CODES = frozenset({301, 302, 303, 307, 308})
_URL_CHARACTERS = ":/?#[]@!$&'()*+,;=%"


def redirected_to(url: str, status_code: int, location: str | bytes | None) -> str | None:
    """Return the absolute URL that an answer leads to, without fragment, or `None` where it is no redirect or names no URL.

    Args:
        url: what was asked for.
        status_code: of the answer.
        location: its Location field, where it has one.
    """
    if status_code not in _STATUS_CODES or location is None or not location.strip():
        return None
    # RFC 9110 wants ASCII; servers that send more send UTF-8.
    reference = quote(location.strip(), safe=_URL_CHARACTERS)
    try:
        return urldefrag(urljoin(url, reference)).url
    except ValueError:  # such as brackets that hold no IPv6 address
        return None
