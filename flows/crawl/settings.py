"""How to crawl: the settings of one outlet's fetcher."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Literal
from urllib.parse import urlsplit

from schemas.errors import BadSettings


@dataclass(frozen=True, kw_only=True)
class CrawlSettings:
    """Everything that varies about fetching; times are in seconds, sizes in bytes.

    Attributes:
        user_agent: product token, matched against robots.txt groups (RFC 9309, 2.2.1); its version is added.
        contact: URL or mail address at which an outlet can reach whoever runs this crawler.
        pause_seconds: shortest time between the starts of two requests to a host; a longer Crawl-delay wins.
        pause_jitter: each pause is longer by a random part of itself, up to this one (0.3: up to 30 %).
        patience_seconds: a host that wants us to wait longer than this is left alone: its URLs end as `HostBusy`.
        connect_timeout: for name resolution, TCP and TLS.
        read_timeout: for the gap between two pieces of an answer.
        total_deadline: for all of a URL's time on the wire, over its attempts and redirects; pauses do not count.
        max_body_bytes: limit of a body as it is sent.
        max_decoded_bytes: limit of a body after content decoding, where the crawl itself decodes one.
        max_attempts: requests made for a URL, redirects apart.
        max_redirects: redirects followed for a URL.
        backoff_base: first wait after a failure; it doubles with each further one.
        backoff_cap: longest wait of that kind.
        breaker_failures: failures in a row after which a host's circuit opens.
        breaker_seconds: time after which an open circuit lets one probe through; doubles with each failed probe.
        concurrency: requests that may be under way at once over all hosts; each host has at least one.
        connections_per_host: requests that may be under way to a host at once.
        http2: offer HTTP/2; takes httpx's own transport whatever `transport` says, since aiohttp has no HTTP/2.
        transport: what carries HTTP/1.1.
        connect_to: host -> base URL to connect to in its stead; URLs, the Host header and TLS names stay.
        allowed_ports: ports that a URL may name.
        respect_robots: ask for robots.txt and keep to it.
        max_listing_pages: pages of one day's listing after which paging is given up.
    """

    user_agent: str = "Kronika"
    contact: str | None = None
    pause_seconds: float = 1.0
    pause_jitter: float = 0.3
    patience_seconds: float = 180.0
    connect_timeout: float = 10.0
    read_timeout: float = 20.0
    total_deadline: float = 60.0
    max_body_bytes: int = 10_000_000
    max_decoded_bytes: int = 40_000_000
    max_attempts: int = 4
    max_redirects: int = 5
    backoff_base: float = 1.0
    backoff_cap: float = 60.0
    breaker_failures: int = 8
    breaker_seconds: float = 30.0
    concurrency: int = 16
    connections_per_host: int = 2
    http2: bool = False
    transport: Literal["aiohttp", "httpx"] = "aiohttp"
    connect_to: Mapping[str, str] = field(default_factory=dict)
    allowed_ports: frozenset[int] = frozenset({80, 443})
    respect_robots: bool = True
    max_listing_pages: int = 60

    def __post_init__(self) -> None:
        """Refuse what could not be used.

        Raises:
            BadSettings: a value is out of its range; the message names it.
        """
        if not (self.user_agent.isascii() and self.user_agent.replace("-", "").replace("_", "").isalpha()):
            raise BadSettings(f"user_agent {self.user_agent!r} must be one word of letters, - and _ (RFC 9309, 2.2.1)")
        if self.contact is not None and not (self.contact.isascii() and self.contact.isprintable()):
            raise BadSettings(f"contact {self.contact!r} goes into a header: give a URL or mail address in ASCII")
        if self.transport not in {"aiohttp", "httpx"}:
            raise BadSettings(f"transport {self.transport!r} is unknown: use aiohttp or httpx")
        self._check_numbers()
        for host, base in self.connect_to.items():
            parts = urlsplit(base)
            if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
                raise BadSettings(f"connect_to for {host} must look like http://127.0.0.1:8000, not {base!r}")
            if "@" in parts.netloc:  # it would be sent, and the value must not be in the message either
                raise BadSettings(f"connect_to for {host} names a user: give scheme, host and port alone")

    def _check_numbers(self) -> None:
        at_least_zero = ("pause_seconds", "pause_jitter", "patience_seconds", "backoff_base", "max_redirects")
        above_zero = (
            "connect_timeout",
            "read_timeout",
            "total_deadline",
            "max_body_bytes",
            "max_decoded_bytes",
            "max_attempts",
            "backoff_cap",
            "breaker_failures",
            "breaker_seconds",
            "concurrency",
            "connections_per_host",
            "max_listing_pages",
        )
        for name in at_least_zero:
            if getattr(self, name) < 0:
                raise BadSettings(f"{name} is {getattr(self, name)}: it must be 0 or more")
        for name in above_zero:
            if getattr(self, name) <= 0:
                raise BadSettings(f"{name} is {getattr(self, name)}: it must be more than 0")

    @property
    def user_agent_header(self) -> str:
        """The User-Agent that is sent: product, version and contact, or that none is set."""
        contact = "no contact given" if self.contact is None else f"+{self.contact}"
        return f"{self.user_agent}/{version('kronika')} ({contact})"
