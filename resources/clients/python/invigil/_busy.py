"""What `busy` gives back, so that `with` and `async with` can show what the patience is for."""


class Busy:
    """Its end does nothing: patience ends with the next beat, and a block that loads is not ready by being left."""

    def __enter__(self) -> "Busy":
        return self

    def __exit__(self, *exception: object) -> None:
        return None

    async def __aenter__(self) -> "Busy":
        return self

    async def __aexit__(self, *exception: object) -> None:
        return None
