import re

from django.db import migrations, models

AT_ONCE = 500


def fill(apps, schema_editor):
    """The new columns, from what is kept."""
    rows = apps.get_model("articles", "Article").objects.select_related("reading").defer("body").order_by("pk")
    changed = []
    for article in rows.iterator(chunk_size=AT_ONCE):
        data = article.reading.data
        article.warning_kinds = kinds_of(item["kind"] for item in data.get("warnings") or ())
        article.repair_kinds = kinds_of(f"{item['kind']}:{item.get('proof') or ''}" for item in data.get("repairs") or ())
        article.outlet = article.source[:40]
        article.month = article.published_on[:7] if re.match(r"[0-9]{4}-[0-9]{2}", article.published_on) else ""
        changed.append(article)
        if len(changed) == AT_ONCE:
            rows.model.objects.bulk_update(changed, COLUMNS)
            changed = []
    rows.model.objects.bulk_update(changed, COLUMNS)


def kinds_of(kinds):
    told = ","
    for kind in sorted(set(kinds)):
        told += f"{kind}," if len(told) + len(kind) < 200 else ""
    return told if len(told) > 1 else ""


COLUMNS = ("warning_kinds", "repair_kinds", "outlet", "month")


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_roles"), ("articles", "0004_search")]
    operations = [
        migrations.AddField(
            model_name="article",
            name="warning_kinds",
            field=models.CharField(
                blank=True,
                default="",
                help_text="The kinds of its reading's warnings, each once, between commas: ,lost_character,",
                max_length=200,
                verbose_name="kinds of warnings",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="article",
            name="repair_kinds",
            field=models.CharField(
                blank=True,
                default="",
                help_text="The kinds of its reading's repairs with their proof, each once, between commas: ,page_chrome:proved,",
                max_length=200,
                verbose_name="kinds of repairs",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="article",
            name="outlet",
            field=models.CharField(
                blank=True,
                default="",
                help_text="The first characters of the source, by which articles are counted.",
                max_length=40,
                verbose_name="outlet",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="article",
            name="month",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Year and month of publication; empty where the page does not print both.",
                max_length=7,
                verbose_name="month",
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(model_name="article", index=models.Index(fields=["shown", "withheld", "warning_kinds"], name="article_warned")),
        migrations.AddIndex(
            model_name="article", index=models.Index(fields=["shown", "withheld", "repair_kinds"], name="article_repaired")
        ),
        migrations.AddIndex(
            model_name="article", index=models.Index(fields=["shown", "withheld", "month", "outlet"], name="article_covered")
        ),
        migrations.AddIndex(model_name="witness", index=models.Index(fields=["status", "kind", "confidence"], name="witness_waiting")),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
