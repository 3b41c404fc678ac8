import django.db.models.deletion
from django.db import migrations, models


# The index itself is the engine's own: articles/search/sqlite.py and articles/search/postgres.py tell what it is.
ON_SQLITE = (
    "CREATE VIRTUAL TABLE articles_searchpairs USING fts5(body, title, source, content='', tokenize='ascii')",
    "CREATE TABLE articles_searchfolded (docid INTEGER PRIMARY KEY, texts BLOB NOT NULL)",
)
ON_SQLITE_BACK = ("DROP TABLE articles_searchfolded", "DROP TABLE articles_searchpairs")
ON_POSTGRES = (
    # The numbers of a text's pairs of characters, and of its characters: articles/search/bigrams.py makes the same for a word.
    # Its cost keeps the planner from ever working it out row by row.
    """
    CREATE FUNCTION articles_search_codes(words text) RETURNS int4[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
        WITH units AS MATERIALIZED (
            SELECT array(SELECT CASE WHEN ascii(c) > 65535 THEN 55296 + (ascii(c) & 2047) ELSE ascii(c) END
                         FROM unnest(string_to_array(words, NULL)) WITH ORDINALITY AS characters(c, n) ORDER BY n) AS all_of_them
        )
        SELECT array(
            SELECT (one::int8 * 65536 + other - 2147483648)::int4
            FROM units, unnest(all_of_them, all_of_them[2:]) AS pairs(one, other) WHERE one <> 10 AND other <> 10
            UNION ALL
            SELECT DISTINCT (one::int8 * 65536 - 2147483648)::int4 FROM units, unnest(all_of_them) AS singles(one) WHERE one <> 10
        )
    $$
    """,
    """
    ALTER TABLE articles_searchentry
        ADD COLUMN folded_title text COLLATE "C",
        ADD COLUMN folded_body text COLLATE "C",
        ALTER COLUMN folded_title SET STORAGE MAIN,
        ALTER COLUMN hidden SET STORAGE MAIN,
        ALTER COLUMN digest SET STORAGE MAIN,
        ALTER COLUMN folded_body SET STATISTICS 0
    """,
    # Bodies stand apart, so that a page of the table holds many entries.
    "ALTER TABLE articles_searchentry SET (toast_tuple_target = 128)",
    """
    CREATE INDEX articles_search_both ON articles_searchentry
        USING gin (articles_search_codes(folded_title || E'\\n' || folded_body)) WITH (gin_pending_list_limit = 1024)
    """,
    "CREATE INDEX articles_search_title ON articles_searchentry USING gin (articles_search_codes(folded_title)) WITH (gin_pending_list_limit = 256)",
    # Nothing is to be known of these columns but what the program finds out itself; working it out would take minutes.
    "ALTER INDEX articles_search_both ALTER COLUMN 1 SET STATISTICS 0",
    "ALTER INDEX articles_search_title ALTER COLUMN 1 SET STATISTICS 0",
)
ON_POSTGRES_BACK = (
    "DROP INDEX articles_search_both",
    "DROP INDEX articles_search_title",
    "ALTER TABLE articles_searchentry DROP COLUMN folded_title, DROP COLUMN folded_body",
    "DROP FUNCTION articles_search_codes(text)",
)


def make_index(apps, schema_editor):
    for statement in ON_SQLITE if schema_editor.connection.vendor == "sqlite" else ON_POSTGRES:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    for statement in ON_SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else ON_POSTGRES_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_roles'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('source', 'source'), ('place', 'place'), ('keyword', 'keyword')], help_text='What the word is to the articles that have it.', max_length=16, verbose_name='kind')),
                ('text', models.CharField(help_text='The word as it is shown.', max_length=200, verbose_name='text')),
                ('folded', models.CharField(help_text='The word as it is searched.', max_length=400, verbose_name='folded text')),
                ('number', models.PositiveIntegerField(default=0, help_text='How many articles have it.', verbose_name='number of articles')),
            ],
            options={
                'verbose_name': 'search term',
                'verbose_name_plural': 'search terms',
                'ordering': ['kind', 'text'],
                'indexes': [models.Index(fields=['kind', 'folded'], name='searchterm_kind_folded', opclasses=['varchar_ops', 'varchar_pattern_ops'])],
                'constraints': [models.UniqueConstraint(fields=('kind', 'text'), name='searchterm_once_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('docid', models.BigIntegerField(help_text='The date, and a sequence number within the day: the greater, the newer.', primary_key=True, serialize=False, verbose_name='number in the index')),
                ('shown', models.BooleanField(help_text='Whether the article stands for its versions and reposts.', verbose_name='shown')),
                ('hidden', models.JSONField(blank=True, default=dict, help_text='Where hijacked text stands: “title” and “body” with lists of [start, end].', verbose_name='hidden places')),
                ('digest', models.CharField(help_text='A hash of all that was indexed, by which differences are found.', max_length=32, verbose_name='digest')),
                ('article', models.OneToOneField(help_text='The article that is found.', on_delete=django.db.models.deletion.CASCADE, related_name='search_entry', to='articles.article', verbose_name='article')),
                ('source', models.ForeignKey(blank=True, help_text='The outlet that published it; empty where the page prints none.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='published', to='articles.searchterm', verbose_name='source')),
            ],
            options={
                'verbose_name': 'search entry',
                'verbose_name_plural': 'search entries',
                'ordering': ['-docid'],
            },
        ),
        migrations.CreateModel(
            name='SearchUse',
            fields=[
                ('pk', models.CompositePrimaryKey('entry_id', 'term_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('entry', models.ForeignKey(db_index=False, help_text='The article that has the term.', on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='articles.searchentry', verbose_name='search entry')),
                ('term', models.ForeignKey(help_text='The term that it has.', on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='articles.searchterm', verbose_name='search term')),
            ],
            options={
                'verbose_name': 'use of a search term',
                'verbose_name_plural': 'uses of search terms',
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
