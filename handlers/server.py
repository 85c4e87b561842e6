"""The HTTP server: uvicorn, which is told what it cannot know by itself when it stops."""

import socket
from collections.abc import Sequence

import uvicorn

from handlers.contract import Contract

PATIENCE = 7
"""For how many seconds it waits, at its end, for whoever is still being answered."""


class Server(uvicorn.Server):
    """Serves a contract over HTTP/1.1.

    A stream of events has no end to wait for, so these are ended before the waiting begins.
    """

    def __init__(self, contract: Contract, trusted_proxies: Sequence[str] = ()) -> None:
        """Take addresses and networks of proxies whose `X-Forwarded-For` and `-Proto` count."""
        config = uvicorn.Config(
            contract,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=PATIENCE,
            # By default uvicorn believes whoever comes from this machine.
            proxy_headers=bool(trusted_proxies),
            forwarded_allow_ips=[*trusted_proxies],
        )
        super().__init__(config)
        self._contract = contract

    def end(self) -> None:
        """Stop soon, also when it has not begun yet."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams of events, take nobody new, finish what is being answered."""
        self._contract.close()
        await super().shutdown(sockets)
        self._contract.stop()
