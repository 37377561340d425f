"""The one client of a process: what each word means, said over whatever way to the supervisor there is."""
import os
import sys
import threading
import traceback as tracebacks
from datetime import datetime, timezone
from typing import Any, Dict, Mapping, Optional, Tuple, Union

from ._busy import Busy
from ._complain import complain
from ._environment import is_inside
from ._message import HELLO, Message, Number, finite, known_status, text
from ._transport import Transport, transports_of

#: Named checks that are kept and sent; the health document has no room for more.
MOST_CHECKS = 50
#: Longest name and message of a check, in characters.
CHECK_NAME, CHECK_MESSAGE = 200, 1_000


class Client:
    """Thread safe. Says nothing and holds nothing until the first word inside Invigil."""

    _transports: Optional[Tuple[Transport, ...]]
    _checks: Dict[str, Message]

    def __init__(self) -> None:
        self._forget()
        # A lock that another thread held, and a ZeroMQ socket, are of no use in a forked child.
        os.register_at_fork(after_in_child=self._forget)

    def beat(self, progress: Optional[Number] = None, status: Optional[str] = None, message: Optional[str] = None) -> None:
        """The program lives: call it once in each turn of the loop that does the work. The first beat also means ready.

        progress: a count that has to move (frames shown); standing still for `stall`, it is a reason to restart.
        status: healthy, warning, error, fatal or unknown. message: what it is doing, in a few words.
        """
        if is_inside():
            status = None if status is None else known_status(status)
            self._send({"type": "beat", "progress": finite("progress", progress), "status": status, "message": message})

    def progress(self, count: Number) -> None:
        """A beat with a progress count."""
        self.beat(progress=count)

    def ready(self) -> None:
        """The program does its work from now on; what waits for it may start."""
        if is_inside():
            self._send({**HELLO, "ready": True})

    def busy(self, seconds: float, why: Optional[str] = None) -> Busy:
        """Asks for patience: no beat for so long, at most `busy.max`. The next beat ends it."""
        if is_inside():
            patience = finite("busy", seconds)
            if patience is not None and patience > 0:
                self._send({"type": "busy", "for_ms": max(1, round(patience * 1000)), "why": why})
        return Busy()

    def health(self, name: str, status: str = "healthy", message: Optional[str] = None) -> None:
        """One named check. The last of each name is kept, and all of them are sent each time."""
        if is_inside():
            now = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
            check: Message = {"name": text(name)[:CHECK_NAME], "status": known_status(status), "timestamp": now}
            if message is not None:
                check["message"] = text(message)[:CHECK_MESSAGE]
            with self._lock:
                self._checks.pop(check["name"], None)
                self._checks[check["name"]] = check
                while len(self._checks) > MOST_CHECKS:
                    self._checks.pop(list(self._checks)[0], None)
                self._send({"type": "health", "checks": list(self._checks.values())})

    def error(self, message: Union[str, BaseException], fatal: bool = False, traceback: Optional[str] = None) -> None:
        """Something went wrong. An exception, given or being handled now, brings its traceback. fatal means: restart me."""
        if is_inside():
            exception = message if isinstance(message, BaseException) else sys.exc_info()[1]
            if traceback is None and exception is not None:
                traceback = "".join(tracebacks.format_exception(type(exception), exception, exception.__traceback__))
            if isinstance(message, BaseException):
                message = "".join(tracebacks.format_exception_only(type(message), message)).strip()
            self._send({"type": "error", "message": message, "fatal": bool(fatal), "traceback": traceback})

    def metric(self, name: str, value: Number, labels: Optional[Mapping[str, Any]] = None) -> None:
        """A number to remember, like a temperature or frames a second."""
        if is_inside():
            number = finite("metric", value)
            if number is not None:
                named = {text(key): text(label) for key, label in (labels or {}).items()}
                self._send({"type": "metric", "name": text(name), "value": number, "labels": named or None})

    def request(self, what: str) -> None:
        """Asks the supervisor for something; "restart" is all there is."""
        if is_inside():
            if what == "restart":
                self._send({"type": "error", "message": "asked for a restart", "fatal": True})
            else:
                complain("request", 'the one thing to request is "restart"')

    def _send(self, message: Message) -> None:
        """What is left out (None) is not sent."""
        said = {key: value for key, value in message.items() if value is not None}
        with self._lock:
            if self._transports is None:
                self._transports = transports_of(os.environ)
            for transport in self._transports:
                transport.send(said)

    def _forget(self) -> None:
        # Re-entrant: a signal handler may say something in the midst of a word of the main thread.
        self._lock = threading.RLock()
        self._transports = None
        self._checks = {}
