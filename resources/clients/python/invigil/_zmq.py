"""ZeroMQ: a DEALER of our own, in a context of our own, so that the program's sockets and their end are not concerned."""
import contextlib
from typing import Mapping

import zmq

from ._message import HELLO, Message, encode

#: Messages kept while the supervisor does not take them; what comes on top is dropped.
QUEUE = 64
#: The supervisor's answers are not read: the signal says what `stop` says.
UNREAD = 4


class ZmqTransport:
    """Its first message is `hello`."""

    def __init__(self, socket: "zmq.Socket[bytes]", envelope: Mapping[str, str]) -> None:
        self._socket = socket
        self._envelope = envelope
        self.send(HELLO)

    def send(self, message: Message) -> None:
        with contextlib.suppress(zmq.ZMQError):
            self._socket.send(encode({**message, **self._envelope}), zmq.NOBLOCK)


def connect(endpoint: str, envelope: Mapping[str, str]) -> ZmqTransport:
    """OSError when there cannot be a connection; a supervisor that is not there yet, or no more, is none."""
    try:
        socket = zmq.Context().socket(zmq.DEALER)
        # At its end the program does not wait for messages that nobody took.
        socket.setsockopt(zmq.LINGER, 0)
        socket.setsockopt(zmq.SNDHWM, QUEUE)
        socket.setsockopt(zmq.RCVHWM, UNREAD)
        socket.connect(endpoint)
    except zmq.ZMQError as reason:
        raise OSError(reason.errno, reason.strerror) from reason
    return ZmqTransport(socket, envelope)
