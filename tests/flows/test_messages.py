"""Messages sent for real, to a webhook on the loopback interface."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows.messages import Message, deliver, send_alerts, services
from flows.settings import MessageSettings, Settings
from schemas.errors import BadSettings, NotDelivered
from tests.flows.program import kronika
from tests.warehouse.messages.conftest import published
from warehouse.messages.words import Language

__all__ = ["published"]

TOKEN = "token-that-nobody-may-see"


class Webhook(ThreadingHTTPServer):
    """Takes messages and keeps them; answers with `status_code`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taker)
        self.taken: list[dict[str, Any]] = []
        self.status_code = 200

    @property
    def url(self) -> str:
        return f"json://127.0.0.1:{self.server_port}/{TOKEN}"


class Taker(BaseHTTPRequestHandler):
    server: Webhook

    def do_POST(self) -> None:
        self.server.taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status_code)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Be quiet."""


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    with Webhook() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def settings(tmp_path: Path, *lines: str, language: Language = "en") -> Settings:
    file = tmp_path / "services.yml"
    file.write_text("urls:\n" + "".join(f"  - {line}\n" for line in lines))
    return Settings(data=tmp_path, messages=MessageSettings(services=file, language=language))


MESSAGE = Message("digest", "A day", "text", "<p>html</p>")


def test_a_message_reaches_a_webhook_as_text(tmp_path: Path, webhook: Webhook) -> None:
    assert deliver(settings(tmp_path, webhook.url), MESSAGE) == 1
    assert [(each["title"], each["message"]) for each in webhook.taken] == [("A day", "text")]


def test_a_service_that_wants_html_gets_html(tmp_path: Path, webhook: Webhook) -> None:
    deliver(settings(tmp_path, f"{webhook.url}?format=html"), MESSAGE)
    assert [each["message"] for each in webhook.taken] == ["<p>html</p>"]


def test_tags_say_who_gets_what(tmp_path: Path, webhook: Webhook) -> None:
    for_alerts = f"{webhook.url}:\n      tag: alert"
    with pytest.raises(BadSettings, match="no service wants a message of the kind digest"):
        deliver(settings(tmp_path, for_alerts), MESSAGE)
    assert webhook.taken == []
    deliver(settings(tmp_path, for_alerts), Message("alert", "Look", "text"))
    assert [each["title"] for each in webhook.taken] == ["Look"]


def test_alerts_are_told_once(tmp_path: Path, webhook: Webhook, published: Path) -> None:
    here = settings(tmp_path, webhook.url)
    assert len(send_alerts(here)) == 2
    assert send_alerts(here) == []
    assert [each["title"] for each in webhook.taken] == ["Media monitoring: worth a look (2)"]


def test_what_was_refused_is_told_the_next_time(tmp_path: Path, webhook: Webhook, published: Path) -> None:
    here = settings(tmp_path, webhook.url)
    webhook.status_code = 500
    with pytest.raises(NotDelivered, match=r"JSON \(number 1\)") as refused:
        send_alerts(here)
    assert TOKEN not in str(refused.value)
    webhook.status_code = 200
    assert len(send_alerts(here)) == 2


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ((f"nosuchservice://{TOKEN}",), "holds an address that Apprise does not understand"),
        ((), "no service to send to"),
    ],
)
def test_a_wrong_file_is_named_and_its_addresses_are_not(tmp_path: Path, lines: tuple[str, ...], says: str) -> None:
    with pytest.raises(BadSettings, match=says) as refused:
        services(settings(tmp_path, *lines))
    assert TOKEN not in str(refused.value)


def test_the_variable_of_apprise_names_services_too(
    tmp_path: Path, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("APPRISE_URLS", f"{webhook.url} {webhook.url}second")
    assert len(services(Settings(data=tmp_path))) == 2


def test_the_program_tells_alerts_and_prints_no_address(tmp_path: Path, webhook: Webhook, published: Path) -> None:
    done = kronika("alert", "--verbose", "--data", str(tmp_path), cwd=tmp_path, APPRISE_URLS=webhook.url)
    assert done.returncode == 0, done.stderr
    assert "2 alerts told" in done.stdout
    assert len(webhook.taken) == 1
    assert TOKEN not in done.stdout + done.stderr
    webhook.status_code = 500
    (tmp_path / "work" / "sent_alerts.json").unlink()
    done = kronika("alert", "--verbose", "--data", str(tmp_path), cwd=tmp_path, APPRISE_URLS=webhook.url)
    assert done.returncode == 12
    assert "JSON (number 1)" in done.stderr
    assert "Traceback" not in done.stderr
    assert TOKEN not in done.stdout + done.stderr
