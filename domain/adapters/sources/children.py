"""The processes that read files for us: started once, bounded, replaced when they die."""

import atexit
import json
import os
import socket
import struct
import subprocess
import sys
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from domain.vocabulary import UPLOAD_PIXELS_MAXIMUM, UPLOAD_SIDE_MAXIMUM

PROGRAM = Path(__file__).with_name("child.py")
MEMORY = 3 << 29
"""Bytes of address space; the largest WebP with an alpha needs more than 1 GiB."""
CPU_SECONDS = 30
WALL_SECONDS = 60.0
"""How long one file may take."""
SEND_SECONDS = 5.0
MOST = min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2)
"""So many children at once for each who asks; so many are kept when nobody does."""

LENGTHS = struct.Struct(">II")
PIECE = 1 << 18
LONGEST = 4 << 20
"""No answer is longer, unless a file has taken the child over."""


class Ask(NamedTuple):
    """One open file, and what to do with it."""

    file: int
    what: int
    size: int
    mtime_ns: int


class Answer(NamedTuple):
    """What a child tells of one file."""

    told: dict[str, Any]
    data: bytes


class Gone(Exception):
    """Raised when a child has ended; tells whether it had anything in hand."""


class Child:
    """One process. It answers in the order in which it was asked."""

    def __init__(self) -> None:
        self.socket, theirs = socket.socketpair()
        bounds = (MEMORY, CPU_SECONDS, UPLOAD_SIDE_MAXIMUM, UPLOAD_PIXELS_MAXIMUM)
        # Isolated (-I): no environment and no folder decides what it imports. In a session of its
        # own: who ends us with a keystroke does not end it in the midst of a file.
        command = [sys.executable, "-I", str(PROGRAM), str(theirs.fileno()), *map(str, bounds)]
        with theirs:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                cwd="/",
                env={},
                start_new_session=True,
            )
        self.socket.setblocking(False)
        self._buffer = bytearray()
        self.ready = False
        """Whether it has ever said anything."""
        self.strange = False
        """Whether it has said what is no answer: a file has taken it over."""
        self.waiting: deque[object] = deque()
        """Whoever asked may note here what is still to be answered."""
        self.since = time.monotonic()
        """When it began with what it has in hand."""

    def ask(self, asks: Sequence[Ask]) -> None:
        """Hand files over; the caller closes its own descriptors. Raises Gone."""
        body = json.dumps([ask[1:] for ask in asks]).encode()
        message = struct.pack(">I", len(body)) + body
        if not self.waiting:
            self.since = time.monotonic()
        try:
            # A few messages always have room: a child's buffer is a hundred times as large.
            self.socket.settimeout(SEND_SECONDS)
            sent = socket.send_fds(self.socket, [message], [ask.file for ask in asks])
            if sent < len(message):  # nothing at all is not sent either to who is dead
                self.socket.sendall(message[sent:])
        except (BrokenPipeError, ConnectionResetError, TimeoutError):
            raise Gone from None
        finally:
            self.socket.setblocking(False)

    def answers(self) -> list[Answer]:
        """Give what it has told since the last time. Raises Gone after the last of it."""
        gone = False
        while not gone:
            try:
                piece = self.socket.recv(PIECE)
            except BlockingIOError:
                break
            except ConnectionResetError:
                piece = b""
            gone = not piece
            self._buffer += piece
            if len(piece) < PIECE:
                break
        found = self._parse()
        if found:
            self.since = time.monotonic()
        elif gone:
            raise Gone
        return found

    def _parse(self) -> list[Answer]:
        at, found = 0, []
        if not self.ready and self._buffer:
            self.ready, at = True, 1
        while at + LENGTHS.size <= len(self._buffer):
            line, data = LENGTHS.unpack_from(self._buffer, at)
            start = at + LENGTHS.size
            if line + data > LONGEST:
                self.strange = True
                break
            if start + line + data > len(self._buffer):
                break
            text = bytes(self._buffer[start : start + line])
            kept = bytes(self._buffer[start + line : start + line + data])
            try:
                found.append(Answer(json.loads(text), kept))
            except (ValueError, RecursionError):
                self.strange = True
                break
            at = start + line + data
        del self._buffer[:at]
        return found

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def end(self) -> int:
        """Kill it, whatever it does; give how it ended."""
        self._process.kill()
        self.socket.close()
        return self._process.wait()


_idle: list[Child] = []
_lock = Lock()


def take() -> Child:
    """Give a child that nobody uses, or a new one."""
    while True:
        with _lock:
            if not _idle:
                break
            child = _idle.pop()
        if child.alive:
            return child
        child.end()
    return Child()


def give_back(child: Child) -> None:
    """Keep a child for whoever needs one next; end it if it has something in hand."""
    with _lock:
        if not child.waiting and child.ready and len(_idle) < MOST:
            _idle.append(child)
            return
    child.end()


def end_all() -> None:
    """End the children that nobody uses."""
    with _lock:
        while _idle:
            _idle.pop().end()


def _forget() -> None:
    """Let the parent keep its children after a fork."""
    global _lock
    _lock = Lock()
    for child in _idle:
        child.socket.close()
    _idle.clear()


atexit.register(end_all)
os.register_at_fork(after_in_child=_forget)
