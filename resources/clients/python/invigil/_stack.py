"""The stack of every thread in the log, when the program hangs."""
import faulthandler
import signal

from ._complain import complain
from ._environment import is_inside

STANDARD_ERROR = 2


def stack_on_freeze() -> None:
    """Writes every thread's stack to the log on SIGABRT and SIGQUIT, whichever `stop.on_freeze` sends before the kill.

    SIGABRT, the default, then ends the program with a core dump where those are kept; after SIGQUIT it goes on.
    """
    if not is_inside():
        return
    try:
        # SIGABRT is one of the signals that `enable` takes, with SIGSEGV and its like; `register` refuses it.
        if not faulthandler.is_enabled():
            faulthandler.enable(STANDARD_ERROR, all_threads=True)
        faulthandler.register(signal.SIGQUIT, STANDARD_ERROR, all_threads=True, chain=False)
    except (OSError, RuntimeError, ValueError) as reason:
        complain("stack_on_freeze", f"stack_on_freeze: no stack will be written when this program hangs: {reason}")
