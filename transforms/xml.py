"""XML from strangers: no DTD of its own, no entities, no external references (defusedxml)."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from schemas.errors import Blocked, Undecodable
from transforms.challenge import challenge_reason

_CHALLENGE_BYTES = 16_384


def parse_xml(body: bytes) -> Element:
    """Return the root element of a document.

    Raises:
        Undecodable: it is empty, not well-formed, or declares entities.
        Blocked: it is the page of a challenge.
    """
    if not body.strip():
        raise Undecodable("it is empty")
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (
        ParseError,
        ValueError,
        LookupError,
    ) as error:  # ValueError, LookupError: encodings that expat does not have
        if reason := challenge_reason(200, {}, body[:_CHALLENGE_BYTES]):
            raise Blocked(reason) from error
        kind = (
            "it declares entities or a DTD" if isinstance(error, DefusedXmlException) else "it is not well-formed XML"
        )
        raise Undecodable(f"{kind}: {error}") from error
    return root


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def child_text(element: Element, name: str) -> str | None:
    """Return the text of the first child of that name, whatever its namespace, or `None` where it has none."""
    for child in element:
        if local_name(child) == name:
            return (child.text or "").strip() or None
    return None
