"""Signs of life for Invigil, from the program's own loop.

    import invigil

    while True:
        work()
        invigil.beat()

Owns: one client for the process. The words below are its methods; docs/clients-python.md has them in one table.

Invariants:
- Outside Invigil (no INVIGIL_SERVICE and INVIGIL_INSTANCE in the environment) every word does nothing and says nothing.
- Only the program's own call beats. No thread of this package ever does: it would beat on while the program hangs.
- A word never waits and never raises: what cannot be sent at once, or makes no sense, is dropped; a mistake of the program's is
  told once on standard error, which is the service's log.
- Every word may be called from any thread, coroutine or signal handler. A forked child speaks over a connection of its own.
"""
from ._busy import Busy
from ._client import Client
from ._stack import stack_on_freeze

_process_client = Client()

beat = _process_client.beat
progress = _process_client.progress
ready = _process_client.ready
busy = _process_client.busy
health = _process_client.health
error = _process_client.error
metric = _process_client.metric
request = _process_client.request

__all__ = ["Busy", "beat", "busy", "error", "health", "metric", "progress", "ready", "request", "stack_on_freeze"]
