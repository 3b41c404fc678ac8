"""What cannot be told, or is told elsewhere."""

from collections.abc import Mapping


class BadCursor(ValueError):
    """It is no cursor of the list in the order asked for."""


class NotThere(LookupError):
    """No such row, or none that the one who asks may see: the two are not told apart."""


class Moved(LookupError):
    """The id belongs to another row now. `why`: in Chinese (zh) and English (en), for those with a role."""

    def __init__(self, key_now: str, why: Mapping[str, str]) -> None:
        super().__init__(key_now)
        self.key_now, self.why = key_now, why
