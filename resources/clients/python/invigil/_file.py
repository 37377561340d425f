"""The heartbeat file: its time says that the program lives, and there is no more to say with it."""
import contextlib
import os

from ._message import Message


class FileTransport:
    def __init__(self, path: str) -> None:
        self._path = path

    def send(self, message: Message) -> None:
        if message["type"] not in ("beat", "hello"):
            return
        # The folder is gone with the supervisor.
        with contextlib.suppress(OSError):
            try:
                os.utime(self._path)
            except FileNotFoundError:
                os.close(os.open(self._path, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o600))
