"""The ways to the supervisor, and which of them this process has."""
from typing import Mapping, Protocol, Tuple

from ._complain import complain
from ._file import FileTransport
from ._message import Message
from ._notify import NotifyTransport

ADVICE = (
    "only beats are heard, by the heartbeat file: Python's zmq module is not there. Install it (pip install pyzmq), "
    'or set heartbeat = { kind = "notify" } for this service in exhibit.toml, which needs no module'
)


class Transport(Protocol):
    """Sends a message of contract 3, without waiting and without raising; what does not go at once is dropped."""

    def send(self, message: Message) -> None: ...


def transports_of(environment: Mapping[str, str]) -> Tuple[Transport, ...]:
    """NOTIFY_SOCKET is there for `kind = "notify"` alone; INVIGIL_ENDPOINT and the heartbeat file always are.

    Which of the latter two counts only the supervisor knows, so beats go both ways.
    """
    envelope = {"service": environment["INVIGIL_SERVICE"], "instance": environment["INVIGIL_INSTANCE"]}
    notify = environment.get("NOTIFY_SOCKET")
    if notify:
        return (NotifyTransport(notify, envelope),)
    path, endpoint = environment.get("INVIGIL_HEARTBEAT_FILE"), environment.get("INVIGIL_ENDPOINT")
    file: Tuple[Transport, ...] = (FileTransport(path),) if path else ()
    if not endpoint:
        return file
    try:
        from ._zmq import connect
    except ImportError:
        complain("zmq", ADVICE)
        return file
    try:
        return (connect(endpoint, envelope), *file)
    except OSError as reason:
        complain("zmq", f"cannot connect to {endpoint}: {reason}; only beats are heard, by the heartbeat file")
        return file
