"""The search index compared with the articles, and made to agree with them."""

from articles.search.mending import Differences, Report, mend_index
from articles.store.keeping import one_writer_at_a_time


def reindex(*, mend: bool, report: Report = lambda differences, total: None) -> Differences:
    """Compare; mend what differs if `mend`. Gives what differed. Imports may go on beside it."""
    return mend_index(mend=mend, lock=one_writer_at_a_time, report=report)
