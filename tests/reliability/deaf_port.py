"""A port that takes no connection: whoever tries waits for an answer to SYN."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

_WAITING = 4


@contextmanager
def deaf_port() -> Iterator[int]:
    """Give a port on 127.0.0.1 whose queue is full of connections that nobody accepts (listen(2), backlog)."""
    with ExitStack() as open_sockets:
        listening = open_sockets.enter_context(socket.socket())
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        for _ in range(_WAITING):
            waiting = open_sockets.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listening.getsockname())
        yield listening.getsockname()[1]
