"""Messages of contract 3 as JSON: whatever a program hands over becomes something that the supervisor takes."""
import json
import math
from typing import Any, Dict, Mapping, Optional, Union

from ._complain import complain

Message = Dict[str, Any]
Number = Union[int, float]

#: The first word of a connection, and with `ready` the word for readiness. `v`: the version of the protocol.
HELLO: Message = {"type": "hello", "v": 1, "client": "invigil-python/0.1.0"}
#: A message is one frame, or one datagram, of at most so many bytes.
MOST_BYTES = 65_536
#: Whole numbers up to this one arrive as they are; larger ones are rounded, as any JSON number is.
EXACT = 2**53
STATUSES = ("healthy", "warning", "error", "fatal", "unknown")
#: Texts are cut to the first of these lengths with which the whole message fits. The last one fits 50 checks of bytes
#: that each take six in JSON.
LENGTHS = (60_000, 15_000, 4_000, 1_000, 250, 60)
#: Most entries of `labels`.
MOST_LABELS = 50


def text(value: object) -> str:
    """Any value as text; bytes are read as UTF-8 as far as they are."""
    return value.decode("utf-8", "replace") if isinstance(value, (bytes, bytearray)) else str(value)


def finite(what: str, value: object) -> Optional[Number]:
    """The number that `value` is (NumPy's too); None when it is none, or none that JSON can say (NaN, infinity)."""
    if value is None or (isinstance(value, int) and abs(value) <= EXACT):
        return value
    try:
        number = float(value)  # type: ignore[arg-type]
    except OverflowError:
        return None
    except (TypeError, ValueError):
        complain(what, f"{what}: {_shown(value)} is not a number; left out")
        return None
    return number if math.isfinite(number) else None


def known_status(status: object) -> str:
    """One of the five; a misspelt one is `unknown`, so that it is seen."""
    if isinstance(status, str) and status in STATUSES:
        return status
    complain("status", f"there is no status {_shown(status)}; it counts as unknown. There are: {', '.join(STATUSES)}")
    return "unknown"


def _shown(value: object) -> str:
    return f"{value!r:.60}" if isinstance(value, str) else f"something of type {type(value).__name__}"


def encode(message: Message) -> bytes:
    """At most MOST_BYTES of JSON; texts that are too long are cut."""
    for length in LENGTHS:
        data = json.dumps(_cut(message, length), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8", "replace")
        if len(data) <= MOST_BYTES:
            break
    return data


def _cut(value: Any, length: int) -> Any:
    if isinstance(value, Mapping):
        # Of a traceback the end says most.
        return {key[:length]: _end(part, length) if key == "traceback" else _cut(part, length) for key, part in list(value.items())[:MOST_LABELS]}
    if isinstance(value, list):
        return [_cut(part, length) for part in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return text(value)[:length]


def _end(value: object, length: int) -> str:
    return text(value)[-length:]
