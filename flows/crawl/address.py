"""Which URLs may be asked at all, whoever named them."""

import asyncio
from collections.abc import Collection, Mapping
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from schemas.errors import ConnectionFailed, Disallowed

_DEFAULT_PORTS = {"http": 80, "https": 443}


def origin_of(url: str, allowed_ports: Collection[int]) -> tuple[str, str]:
    """Return origin and host of a URL, such as `("https://ua.korrespondent.net", "ua.korrespondent.net")`.

    Raises:
        Disallowed: it is no http or https URL, it names a user, or a port that is not allowed.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
    except ValueError as error:
        raise Disallowed(url, f"it is not a URL: {error}") from error
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise Disallowed(url, "only http and https URLs with a host are")
    if parts.username is not None or parts.password is not None:
        raise Disallowed(url, "it names a user")
    if port not in allowed_ports:
        raise Disallowed(url, f"port {port} is not one of {', '.join(map(str, sorted(allowed_ports)))}")
    return f"{parts.scheme}://{parts.netloc.lower()}", parts.hostname


def is_public(address: str) -> bool:
    """Return whether an IP address is reachable by everyone: not private, loopback, link-local or reserved."""
    parsed = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return parsed.is_global and not parsed.is_multicast


class AddressGuard:
    """Refuses hosts whose name leads into a private network (SSRF), once per host and run.

    A name that changes its address between this look and the connection is not caught.
    """

    def __init__(self, connect_to: Mapping[str, str]) -> None:
        self._checked = set(connect_to)

    async def check(self, url: str) -> None:
        """Resolve the URL's host at the first sight of it.

        Raises:
            Disallowed: one of its addresses is not public.
            ConnectionFailed: the name cannot be resolved.
        """
        host = urlsplit(url).hostname or ""
        if host in self._checked:
            return
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, None)
        except (OSError, UnicodeError) as error:
            raise ConnectionFailed(url, f"{host} cannot be resolved: {error}") from error
        for *_, address in found:
            if not is_public(str(address[0])):
                raise Disallowed(url, f"{host} leads to {address[0]}, which is not a public address")
        self._checked.add(host)
