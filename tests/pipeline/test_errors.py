"""Errors come whole from worker processes, and the tree in the docstring is the tree there is."""

import pickle

import pytest

from articles.pipeline import errors


def tree(kind: type[errors.ReadingError]) -> list[type[errors.ReadingError]]:
    return [kind, *(below for child in kind.__subclasses__() if child.__module__ == errors.__name__ for below in tree(child))]


@pytest.mark.parametrize("kind", tree(errors.ReadingError))
def test_an_error_survives_pickling_and_is_in_the_tree(kind: type[errors.ReadingError]) -> None:
    again = pickle.loads(pickle.dumps(kind("it broke", "mend it")))
    assert (type(again), again.reason, again.cure, str(again)) == (kind, "it broke", "mend it", "it broke")
    assert kind.__name__ in (errors.__doc__ or "")
