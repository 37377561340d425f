"""Whether this process runs under Invigil."""
import os


def is_inside() -> bool:
    """True when the environment names the service and its instance."""
    return bool(os.environ.get("INVIGIL_SERVICE")) and bool(os.environ.get("INVIGIL_INSTANCE"))
