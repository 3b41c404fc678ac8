"""An item is leased to one of many who ask at the same moment."""

import threading

import pytest
from django.db import connection

from articles.models import Lease
from articles.store.reviewing.leases import take


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the suite's SQLite stands in memory, which threads share and lock each other out of"
)
@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_at_once_one_gets_it() -> None:
    got: list[str] = []
    barrier = threading.Barrier(4)

    def ask(by: str) -> None:
        try:
            barrier.wait()
            if take("post:1", by=by):
                got.append(by)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(by,)) for by in ("甲", "乙", "丙", "丁")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [Lease.objects.get().by]
