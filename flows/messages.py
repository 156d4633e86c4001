"""Messages to people through Apprise: mail, Telegram, Slack, webhooks and whatever else it knows.

The addresses of the services are secrets. They come from Apprise's own configuration file or its variable `APPRISE_URLS`, and
stay with Apprise: what is logged or raised here names a service by its kind and place, never by its address.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from apprise import Apprise, AppriseConfig, NotifyBase, NotifyFormat

from flows.locks import exclusive
from flows.settings import Settings
from schemas.errors import BadSettings, NotDelivered
from warehouse.messages import (
    Alert,
    Digest,
    SentAlerts,
    alert_text,
    alerts_subject,
    current_alerts,
    digest_html,
    digest_text,
    subject,
)

log = logging.getLogger("kronika.messages")


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: the same as text and, where there is one, as HTML.

    Attributes:
        kind: services that carry tags get only messages of a kind among their tags.
        subject: the line over it.
        text: plain text.
        html: a whole page; None where the text is all.
    """

    kind: Literal["alert", "digest"]
    subject: str
    text: str
    html: str | None = None


class _Complaints(logging.Handler):
    """Counts what Apprise complains of instead of showing it: its lines repeat addresses."""

    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count errors."""
        self.count += record.levelno >= logging.ERROR


@contextmanager
def _silenced() -> Iterator[_Complaints]:
    complaints, apprise = _Complaints(), logging.getLogger("apprise")
    handlers, propagate = apprise.handlers[:], apprise.propagate
    apprise.handlers[:], apprise.propagate = [complaints], False
    try:
        yield complaints
    finally:
        apprise.handlers[:], apprise.propagate = handlers, propagate


def has_services(settings: Settings) -> bool:
    """Tell whether anybody is to be told anything."""
    return settings.messages.services is not None or bool(os.environ.get("APPRISE_URLS", "").strip())


def services(settings: Settings) -> list[NotifyBase]:
    """Return the services of the settings' file and of `APPRISE_URLS`, in this order.

    Raises:
        BadSettings: there are none, or one of them cannot be understood; its address is not repeated.
    """
    file, variable = settings.messages.services, os.environ.get("APPRISE_URLS", "")
    if file is not None and not file.is_file():
        raise BadSettings(
            f"messages.services: there is no file {file}; write one in Apprise's format (docs/messages.md)"
        )
    with _silenced() as complaints:
        config = AppriseConfig()
        if file is not None:
            config.add(str(file.absolute()))
        known = Apprise()
        is_understood = known.add(variable) if variable.strip() else True
        found = [*config.servers(), *known]
    if complaints.count or not is_understood:
        where = f"{file} or APPRISE_URLS" if file and variable.strip() else file or "APPRISE_URLS"
        raise BadSettings(f"{where} holds an address that Apprise does not understand: see docs/messages.md")
    if not found:
        raise BadSettings(
            "no service to send to: name Apprise's file in kronika.toml ([messages] services) or set APPRISE_URLS "
            "(docs/messages.md)"
        )
    return found


def deliver(settings: Settings, message: Message) -> int:
    """Send a message to every service that wants its kind, and return to how many.

    Raises:
        BadSettings: there is no service, or none that wants it.
        NotDelivered: a service did not take it; the others got it.
    """
    known = services(settings)
    wanting = [(place, each) for place, each in enumerate(known, 1) if not each.tags or message.kind in each.tags]
    if not wanting:
        raise BadSettings(
            f"no service wants a message of the kind {message.kind}: tag one with it, or leave one untagged"
        )
    with _silenced():
        refused = [f"{each.service_name} (number {place})" for place, each in wanting if not _send(each, message)]
    if refused:
        raise NotDelivered(message.subject, refused)
    log.info("%s: sent to %d services", message.subject, len(wanting))
    return len(wanting)


def _send(service: NotifyBase, message: Message) -> bool:
    sender = Apprise()
    sender.add(service)
    body, body_format = message.text, NotifyFormat.TEXT
    if message.html is not None and service.notify_format == NotifyFormat.HTML:
        body, body_format = message.html, NotifyFormat.HTML
    return bool(sender.notify(title=message.subject, body=body, body_format=body_format))


def digest_message(settings: Settings, digest: Digest) -> Message:
    """Return a digest as a message, in the language of the settings."""
    language = settings.messages.language
    return Message("digest", subject(digest, language), digest_text(digest, language), digest_html(digest, language))


def unsent_alerts(settings: Settings) -> list[Alert]:
    """Return what wants attention and nobody was told of yet.

    Raises:
        NothingCrawled: nothing was published yet.
    """
    return _sent(settings).unsent(current_alerts(settings.data / "published"))


def send_alerts(settings: Settings) -> list[Alert]:
    """Tell of everything that wants attention and nobody was told of, in one message, and return it.

    Two at once do not tell the same twice: one waits for the other. What could not be delivered is told the next time.

    Raises:
        BadSettings: there is no service, or none that wants alerts.
        NotDelivered: a service did not take it.
        NothingCrawled: nothing was published yet.
    """
    with exclusive(settings.data, "alerts", wait=True):
        alerts = unsent_alerts(settings)
        if alerts:
            language = settings.messages.language
            text = "\n\n".join(alert_text(alert, language) for alert in alerts)
            deliver(settings, Message("alert", alerts_subject(alerts, language), text))
            _sent(settings).add(alerts, settings.clock()())
    return alerts


def _sent(settings: Settings) -> SentAlerts:
    return SentAlerts(settings.data / "work" / "sent_alerts.json")
