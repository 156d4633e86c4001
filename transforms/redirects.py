"""Where a redirect leads (RFC 9110, 15.4 and 10.2.2)."""

from urllib.parse import quote, urldefrag, urljoin

REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""Status codes by which a page says that another is meant."""

_URL_CHARACTERS = ":/?#[]@!$&'()*+,;=%"


def target_of_location(url: str, location: str | bytes) -> str | None:
    """Return the absolute URL, without fragment, that a Location field of `url` leads to, or `None` where it names no URL."""
    # RFC 9110 wants ASCII; servers that send more send UTF-8.
    reference = quote(location.strip(), safe=_URL_CHARACTERS)
    try:
        return urldefrag(urljoin(url, reference)).url
    except ValueError:  # such as brackets that hold no IPv6 address
        return None
