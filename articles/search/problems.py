"""What is said of a query that cannot be understood, or of a cursor that is none."""

from django.utils.translation import gettext


class QueryProblem(ValueError):
    """`start`, `end`: the place in the query, half-open, in characters. As text it is in the language that is in force then."""

    def __init__(self, message: str, start: int, end: int, words: dict[str, object] | None = None) -> None:
        super().__init__(message, start, end, words)
        self.message, self.start, self.end, self.words = message, start, end, words or {}

    def __str__(self) -> str:
        return gettext(self.message) % self.words


class CursorProblem(ValueError):
    """A cursor that this search did not give."""
