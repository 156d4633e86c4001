"""robots.txt (RFC 9309)."""

from dataclasses import dataclass

from protego import Protego

from flows.crawl.response import HttpResponse
from schemas.errors import Disallowed
from transforms.content_coding import decode_body, decode_prefix

SIZE_LIMIT = 500 * 1024
"""What of a robots.txt is read at most, bytes as sent and after decoding (RFC 9309, 2.5)."""


@dataclass(frozen=True, slots=True)
class Robots:
    """What one host allows.

    Attributes:
        rules: what its robots.txt says; `None` where there is none.
        refusal: why nothing at all may be asked, where that is so.
    """

    rules: Protego | None = None
    refusal: str | None = None

    def check(self, url: str, user_agent: str) -> None:
        """Do nothing where the URL may be asked.

        Raises:
            Disallowed: it may not.
        """
        if self.refusal is not None:
            raise Disallowed(url, self.refusal)
        if self.rules is not None and not self.rules.can_fetch(url, user_agent):
            raise Disallowed(url)

    def crawl_delay(self, user_agent: str) -> float:
        """Return the seconds that the host wants between requests, 0 where it does not say."""
        delay = None if self.rules is None else self.rules.crawl_delay(user_agent)
        return float(delay or 0.0)


def read_robots(response: HttpResponse) -> Robots:
    """Read a robots.txt that was answered with 200.

    What is not a rule is skipped (RFC 9309, 2.2), so that an HTML page in its place allows all. Only the first 500 KiB
    are read, without the line that the limit cuts.

    Raises:
        Undecodable: its content coding is broken.
    """
    coding = response.header("content-encoding")
    # Nothing comes of a body that is empty or broken: only the whole decoder tells which.
    body = decode_prefix(response.body, coding, SIZE_LIMIT) or decode_body(response.body, coding, SIZE_LIMIT)
    if len(body) >= SIZE_LIMIT:
        body = body[:SIZE_LIMIT].rpartition(b"\n")[0]
    return Robots(rules=Protego.parse(body.decode("utf-8-sig", "replace")))


def unavailable_robots(status_code: int | None, reason: str) -> Robots:
    """Return the rules for a robots.txt that could not be had.

    A status of 400 to 499 means that there is none and allows all (RFC 9309, 2.3.1.3), but for 429, which says nothing of
    rules. Anything else (5xx, no answer, redirects that lead nowhere or away from the outlet) disallows all (2.3.1.4).
    """
    if status_code is not None and 400 <= status_code < 500 and status_code != 429:
        return Robots()
    return Robots(refusal=f"robots.txt could not be read, which disallows all: {reason}")
