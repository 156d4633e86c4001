import asyncio
import socket

import pytest
from pytest_socket import SocketConnectBlockedError

ELSEWHERE = "192.0.2.1"
"""An address of TEST-NET-1 (RFC 5737): nobody's."""

pytestmark = pytest.mark.filterwarnings("ignore:A test tried to use socket.socket.connect")


def test_a_socket_to_elsewhere_is_refused() -> None:
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection((ELSEWHERE, 80), timeout=0.1)


async def test_asyncio_is_refused_too() -> None:
    with pytest.raises(SocketConnectBlockedError):
        await asyncio.open_connection(ELSEWHERE, 80)


def test_the_loopback_interface_answers() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
    ):
        assert client.getpeername() == server.getsockname()
