"""One writer at a time."""

from django.db import connection

from articles.models import ImportRun


def one_writer_at_a_time() -> None:
    """Wait for other writers' transactions: two that kept like texts at once would not see each other. SQLite does this by itself."""
    if connection.features.has_select_for_update:
        ImportRun.objects.select_for_update().order_by("pk").values_list("pk", flat=True).first()
