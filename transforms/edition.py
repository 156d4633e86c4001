"""An edition of an outlet: a language, and where its pages live."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of an outlet.

    Attributes:
        name: short name, the `edition` of its rows.
        language: BCP 47 tag.
        host: where its pages live.
        feed_urls: its feeds.
        path: what the paths of all its pages begin with, such as `/rus`, where editions share a host.
        sitemap_urls: its sitemaps of new articles.
        other_hosts: hosts that give the same pages, such as the one without `www.`.
    """

    name: str
    language: str
    host: str
    feed_urls: tuple[str, ...] = ()
    path: str = ""
    sitemap_urls: tuple[str, ...] = ()
    other_hosts: tuple[str, ...] = ()

    @property
    def origin(self) -> str:
        """What every URL of its pages begins with."""
        return f"https://{self.host}{self.path}"

    def with_hosts(self, hosts: Mapping[str, str]) -> "Edition":
        """Return the same edition under other hosts."""
        return replace(
            self,
            host=hosts.get(self.host, self.host),
            feed_urls=tuple(_with_host(url, hosts) for url in self.feed_urls),
            sitemap_urls=tuple(_with_host(url, hosts) for url in self.sitemap_urls),
            other_hosts=tuple(hosts.get(host, host) for host in self.other_hosts),
        )


def _with_host(url: str, hosts: Mapping[str, str]) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=hosts.get(parts.netloc, parts.netloc)).geturl()
