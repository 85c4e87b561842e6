"""Files in a bucket that speaks S3. A put is whole or nothing there by nature.

Every failure is an OSError, within seconds: a network that is cut must not hold up a worker for
longer than its lease, nor a request for longer than anybody waits.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from errno import EIO, ENOENT
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from domain.adapters.addresses import BucketAddress

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig, S3Config

CONNECT = timedelta(seconds=3)
"""How long a server may take to accept a connection."""

PATIENCE = timedelta(seconds=20)
"""How long one request may take, its bytes included; also when it is tried again no more."""

RETRIES = 2
"""How many times a request is sent again after a failure that may pass."""

PAGE = 1000
"""How many names a server is asked for at once: S3 gives no more."""


class Bucket:
    """A FileStore in a bucket."""

    def __init__(self, address: BucketAddress) -> None:
        client: ClientConfig = {
            "connect_timeout": CONNECT,
            "timeout": PATIENCE,
            "allow_http": (address.endpoint or "").startswith("http://"),
        }
        retry: RetryConfig = {"max_retries": RETRIES, "retry_timeout": PATIENCE}
        where: S3Config = {}  # what it does not say comes from the environment, as credentials do
        if address.endpoint:
            where["endpoint"] = address.endpoint
        if address.region:
            where["region"] = address.region
        with _failures():
            self._store = S3Store(
                address.bucket,
                prefix=address.prefix or None,
                config=where,
                client_options=client,
                retry_config=retry,
            )

    def put(self, name: str, data: bytes) -> None:
        """Send all of it in one request, so that no part of an upload is ever left over."""
        with _failures():
            obstore.put(self._store, name, data, use_multipart=False)

    def get(self, name: str, start: int = 0, end: int | None = None) -> bytes:
        """Give the bytes from `start` to before `end`. Raises FileNotFoundError."""
        with _failures():
            if start == 0 and end is None:
                return bytes(obstore.get(self._store, name).bytes())
            # S3 refuses a part that is empty; so it must be known beforehand not to be.
            size = obstore.head(self._store, name)["size"]
            end = size if end is None else min(end, size)
            if start >= end:
                return b""
            return bytes(obstore.get_range(self._store, name, start=start, end=end))

    def delete(self, name: str, before: datetime | None = None) -> bool:
        """Forget the name, unless it was last put at this moment or later; tell whether it did.

        S3 knows no condition for this: a put between the look and the deletion is lost. Whoever
        may put meanwhile has to be kept out (domain/contents.py).
        """
        try:
            with _failures():
                put_at = obstore.head(self._store, name)["last_modified"]
                if before is not None and put_at >= before:
                    return False
                obstore.delete(self._store, name)
        except FileNotFoundError:
            return False
        return True

    def check(self) -> None:
        """Raise OSError unless a file can be written."""
        self.put("unfinished/check", b"")
        with _failures():
            obstore.delete(self._store, "unfinished/check")

    def names(self, folder: str, before: datetime) -> Iterator[str]:
        """Give the names in a folder, at any depth, that were last put before this moment."""
        with _failures():
            for page in obstore.list(self._store, folder, chunk_size=PAGE):
                yield from (each["path"] for each in page if each["last_modified"] < before)

    def sizes(self, folder: str) -> Iterator[tuple[str, int]]:
        """Give the names in a folder, at any depth, and how many bytes each has."""
        with _failures():
            for page in obstore.list(self._store, folder, chunk_size=PAGE):
                yield from ((each["path"], each["size"]) for each in page)


STATUS = re.compile(r"status code: (\d{3} [A-Za-z ]+)")


@contextmanager
def _failures() -> Iterator[None]:
    """Turn what the client raises into OSError, and into FileNotFoundError where a name is absent.

    The text says no more than the kind of failure: an answer of S3 quotes the key that asked.
    """
    try:
        yield
    except FileNotFoundError as absent:
        if "NoSuchBucket" in str(absent):
            raise OSError(EIO, "there is no such bucket") from None
        raise FileNotFoundError(ENOENT, "No such file") from None
    except BaseError as wrong:
        said = STATUS.search(str(wrong))
        reason = f"the server says {said[1].strip()}" if said else "no answer"
        raise OSError(EIO, reason) from None
