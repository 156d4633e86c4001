"""A digest sent as mail, to a mail server on the loopback interface."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from aiosmtpd.smtp import Envelope, Session

from flows.messages import deliver, digest_message
from schemas.errors import NotDelivered
from tests.flows.test_messages import settings
from tests.warehouse.messages.conftest import DAY, published
from warehouse.messages import read_digest

__all__ = ["published"]


class Kept(MessageHandler):
    """Keeps what is sent to it."""

    def __init__(self) -> None:
        super().__init__(EmailMessage)
        self.messages: list[EmailMessage] = []

    def prepare_message(self, session: Session, envelope: Envelope) -> EmailMessage:
        """Return a message, its envelope's sender and receivers among its headers."""
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        message["X-MailFrom"], message["X-RcptTo"] = envelope.mail_from, ", ".join(envelope.rcpt_tos)
        return message

    def handle_message(self, message: Message) -> None:
        """Keep a message."""
        assert isinstance(message, EmailMessage)
        self.messages.append(message)


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def mailbox(port: int) -> Iterator[Kept]:
    kept = Kept()
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    yield kept
    server.stop()


def address(port: int) -> str:
    return f"mailto://127.0.0.1:{port}?from=kronika@news.example&to=desk@news.example"


def test_a_digest_reaches_a_mailbox_as_html_and_text(mailbox: Kept, port: int, published: Path) -> None:
    here = settings(published, address(port), language="uk")
    assert deliver(here, digest_message(here, read_digest(published, DAY))) == 1
    (message,) = mailbox.messages
    assert (message["X-MailFrom"], message["X-RcptTo"]) == ("kronika@news.example", "desk@news.example")
    assert message["subject"] == "Медіамоніторинг: підсумок дня · середа, 6 травня 2026"
    page, text = (message.get_body((kind,)) for kind in ("html", "plain"))
    assert page is not None
    assert text is not None
    assert "Трамвай &lt;b&gt;без&lt;/b&gt; рейок &amp; мотора" in page.get_content()
    assert "Трамвай <b>без</b> рейок & мотора" in text.get_content()
    assert "style=" not in text.get_content()


def test_a_mail_server_that_is_away_is_named_without_its_address(port: int, published: Path) -> None:
    here = settings(published, address(port), language="uk")
    with pytest.raises(NotDelivered, match=r"\(number 1\)") as refused:
        deliver(here, digest_message(here, read_digest(published, DAY)))
    assert "desk@" not in str(refused.value)
