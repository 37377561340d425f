"""Datagrams to NOTIFY_SOCKET: sd_notify's words for what it has words for, JSON for the rest."""
import socket
from typing import List, Mapping, Optional

from ._message import Message, encode, text

#: Longest `STATUS=`, in characters.
STATUS_LENGTH = 1_000
#: Longest patience that can be said: the supervisor reads at most 15 digits of microseconds.
MOST_USEC = 10**15 - 1


class NotifyTransport:
    def __init__(self, path: str, envelope: Mapping[str, str]) -> None:
        # A name that begins with @ is in the abstract namespace, written with a zero byte.
        self._address = "\0" + path[1:] if path.startswith("@") else path
        self._envelope = envelope
        #: READY=1 has to arrive: it is repeated with each beat until the socket has taken it.
        self._is_ready = False

    def send(self, message: Message) -> None:
        if message["type"] == "beat" and not self._is_ready:
            self._is_ready = self._put(b"READY=1")
        words = _words(message)
        if words is None:
            self._put(encode({**message, **self._envelope}))
        else:
            taken = self._put("\n".join(words).encode("utf-8", "replace"))
            self._is_ready = self._is_ready or (taken and message["type"] == "hello")
        if message.get("fatal"):
            # After the reason. Should that be lost, this is still understood.
            self._put(b"WATCHDOG=trigger")

    def _put(self, datagram: bytes) -> bool:
        """Whether it was taken; a full or vanished socket takes nothing. A socket for each: none is inherited or stale."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as door:
                door.setblocking(False)
                door.sendto(datagram, self._address)
        except (OSError, ValueError):
            return False
        return True


def _words(message: Message) -> Optional[List[str]]:
    """The message in sd_notify's words; None when those do not say all of it."""
    kind = message["type"]
    if kind == "hello":
        return ["READY=1"]
    if kind == "busy":
        return [f"EXTEND_TIMEOUT_USEC={min(message['for_ms'] * 1000, MOST_USEC)}", *_status(message.get("why"))]
    if kind == "beat" and "progress" not in message and "status" not in message:
        return ["WATCHDOG=1", *_status(message.get("message"))]
    return None


def _status(said: object) -> List[str]:
    # A newline would begin another word.
    return [] if said is None else ["STATUS=" + " ".join(text(said).splitlines())[:STATUS_LENGTH]]
