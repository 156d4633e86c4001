"""Which URLs may be asked at all, whoever named them, and which addresses may be connected to."""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Collection, Mapping
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from schemas.errors import ConnectionFailed, Disallowed

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?")
"""Letters that every reader of URLs takes for the same host; others are split differently by different libraries."""

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_6TO4 = IPv6Network("2002::/16")
_NOT_PUBLIC = (
    ip_network("168.63.129.16/32"),  # the metadata service of a cloud, on an address that is public on paper
    ip_network("192.0.0.0/24"),  # RFC 6890, and another cloud's metadata; Python 3.11 knows only parts of it
    ip_network("192.88.99.0/24"),  # relays of 6to4 (RFC 7526)
    ip_network("2001::/23"),  # Teredo and other protocols (RFC 2928)
    ip_network("3fff::/20"),  # documentation (RFC 9637)
)

Resolve = Callable[[str, int], Awaitable[list[tuple[int, str]]]]
"""Gives family and address of each of a host's addresses at a port; raises `OSError` where it has none."""


def origin_of(url: str, allowed_ports: Collection[int]) -> tuple[str, str]:
    """Return origin and host of a URL, such as `("https://ua.korrespondent.net", "ua.korrespondent.net")`.

    Raises:
        Disallowed: it is no http or https URL, it names a user, a host that libraries may read differently, or a port
            that is not allowed.
    """
    try:
        parts = urlsplit(url)
        port = _DEFAULT_PORTS.get(parts.scheme) if parts.port is None else parts.port
    except ValueError as error:
        raise Disallowed(without_user(url), f"it is not a URL: {error}") from error
    if parts.username is not None or parts.password is not None:
        raise Disallowed(without_user(url), "it names a user")
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise Disallowed(url, "only http and https URLs with a host are")
    if _HOST.fullmatch(parts.hostname) is None and _literal(parts.hostname) is None:
        raise Disallowed(url, "its host has characters that no host name has")
    if port not in allowed_ports:
        raise Disallowed(url, f"port {port} is not one of {', '.join(map(str, sorted(allowed_ports)))}")
    return f"{parts.scheme}://{parts.netloc.lower()}", parts.hostname


def without_user(url: str) -> str:
    """Return a URL without the user and password that its authority names, for messages and rows."""
    scheme, slashes, rest = url.partition("//")
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    return f"{scheme}{slashes}{rest[len(authority.rpartition('@')[0]) :].removeprefix('@')}" if slashes else url


def is_public(address: str) -> bool:
    """Return whether an IP address is reachable by everyone: not private, loopback, link-local, reserved or metadata.

    An IPv6 address that carries an IPv4 one (RFC 4291, 6052, 3056) is as public as that.
    """
    parsed = _carried(ip_address(address.partition("%")[0]))
    if isinstance(parsed, IPv6Address) and parsed not in _GLOBAL_UNICAST:
        return False
    if any(parsed in network for network in _NOT_PUBLIC):
        return False
    return parsed.is_global and not parsed.is_multicast


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address to which an IPv6 one leads, or the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _6TO4:
        return IPv4Address(int(address) >> 80 & 0xFFFFFFFF)
    return address


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return None


async def system_addresses(host: str, port: int) -> list[tuple[int, str]]:
    """Return family and address of each of a host's addresses, as the system resolves it.

    Raises:
        OSError: it has none.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label that is empty or too long for IDNA
        raise OSError(str(error)) from error
    return [(int(family), str(address[0])) for family, _, _, _, address in found]


class AddressGuard:
    """Refuses what leads into a private network (SSRF).

    A name is resolved for each connection, and the connection is made to the addresses that were looked at: a name that
    changes its address in between (DNS rebinding) changes nothing.

    Args:
        connect_to: host -> base URL; the only private addresses that may be connected to are those of these bases.
        resolve: how names become addresses.
    """

    def __init__(self, connect_to: Mapping[str, str], resolve: Resolve = system_addresses) -> None:
        self._led_elsewhere = frozenset(connect_to)
        self._allowed = frozenset(urlsplit(base).hostname or "" for base in connect_to.values())
        self._resolve = resolve

    def check(self, url: str) -> None:
        """Do nothing where the URL's host may be asked, as far as one sees without resolving it.

        Raises:
            Disallowed: its host is an address that is not public, or one that only `connect_to` may name.
        """
        host = urlsplit(url).hostname or ""
        if host in self._led_elsewhere:
            return
        literal = _literal(host)
        if host in self._allowed or (literal is not None and not is_public(str(literal))):
            raise Disallowed(url, f"{host} is not a public address")

    async def addresses(self, host: str, port: int) -> list[tuple[int, str]]:
        """Return family and address of each of the addresses at which a host may be connected to.

        Raises:
            Disallowed: one of them is not public; the URL in it is the host.
            ConnectionFailed: the name cannot be resolved; the URL in it is the host.
        """
        try:
            found = await self._resolve(host, port)
        except OSError as error:
            raise ConnectionFailed(host, f"{host} cannot be resolved: {error}") from error
        for _, address in found:
            if host not in self._allowed and not is_public(address):
                raise Disallowed(host, f"{host} leads to {address}, which is not a public address")
        return found
