"""A TCP proxy in a thread, whose cable can be pulled."""

import contextlib
import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Proxy:
    """Forwards a loopback port to another until it is cut."""

    def __init__(self, listener: socket.socket, target: int) -> None:
        self.port: int = listener.getsockname()[1]
        self._listener, self._target = listener, target
        self._lock = threading.Lock()
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._cut = False
        self._selector = selectors.DefaultSelector()
        self._selector.register(listener, selectors.EVENT_READ)
        self._ended = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def cut(self) -> None:
        """Break every connection, and refuse new ones."""
        with self._lock:
            self._cut = True
            for one in list(self._pairs):
                self._part(one)

    def mend(self) -> None:
        """Accept connections again."""
        self._cut = False

    def end(self) -> None:
        """Stop."""
        self._ended = True
        self._thread.join()
        self.cut()

    def _run(self) -> None:
        while not self._ended:
            for key, _ in self._selector.select(0.05):
                one = key.fileobj
                assert isinstance(one, socket.socket)
                with self._lock, contextlib.suppress(OSError):
                    if one is self._listener:
                        self._join(self._listener.accept()[0])
                    elif one in self._pairs:
                        self._forward(one)

    def _join(self, client: socket.socket) -> None:
        if self._cut:
            client.close()
            return
        try:
            server = socket.create_connection(("127.0.0.1", self._target), timeout=5)
        except OSError:
            client.close()
            return
        for one, other in ((client, server), (server, client)):
            one.settimeout(5)
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._pairs[one] = other
            self._selector.register(one, selectors.EVENT_READ)

    def _forward(self, one: socket.socket) -> None:
        other = self._pairs[one]
        try:
            data = one.recv(65536)
            other.sendall(data)
        except OSError:
            data = b""
        if not data:
            self._part(one)

    def _part(self, one: socket.socket) -> None:
        if one in self._pairs:
            for each in (self._pairs.pop(one), one):
                self._pairs.pop(each, None)
                with contextlib.suppress(KeyError, ValueError):
                    self._selector.unregister(each)
                each.close()


@contextmanager
def proxy(target: int) -> Iterator[Proxy]:
    """Forward a port of its own to the target while the block lasts."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        running = Proxy(listener, target)
        try:
            yield running
        finally:
            running.end()
