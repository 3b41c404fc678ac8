import django.db.models.deletion
from django.db import migrations, models


def forget_nouns(apps, schema_editor):
    """Persons, organizations and meetings were never written before: their tables are empty but for rows made by hand for a trial."""
    for name in ("Person", "Organization", "Meeting"):
        apps.get_model("articles", name).objects.all().delete()


def mark_articles(apps, schema_editor):
    """What the articles kept so far say becomes rows with the next command that settles: `manage.py prepare`, `rebuild`, any import."""
    articles, stale = apps.get_model("articles", "Article"), apps.get_model("articles", "Stale")
    keys = articles.objects.order_by("key").values_list("key", flat=True).iterator()
    stale.objects.bulk_create((stale(kind="article", block=key) for key in keys), batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(forget_nouns, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text="The key of the earliest article's word for it.", max_length=16, unique=True, verbose_name='public id')),
                ('role', models.CharField(choices=[('host', 'host'), ('speaker', 'speaker'), ('attendee', 'attendee'), ('invited', 'invited'), ('accompanying', 'accompanying'), ('remote', 'remote'), ('reader', 'reads out'), ('honoured', 'honoured'), ('absent', 'absent')], help_text='What the person did there.', max_length=16, verbose_name='role')),
                ('order', models.PositiveIntegerField(default=0, help_text='The place among the names as printed (protocol order), from 1.', verbose_name='order')),
                ('inferred', models.BooleanField(default=False, help_text='Whether the article names only the post, and the person is its holder at that date.', verbose_name='inferred')),
                ('articles_count', models.PositiveIntegerField(default=0, help_text='How many articles say so; versions and reposts count once.', verbose_name='articles')),
                ('confidence', models.FloatField(default=0, help_text="The best of its witnesses', 0 to 1.", verbose_name='confidence')),
                ('accepted', models.BooleanField(default=False, help_text='Whether a curator accepted or corrected one of its witnesses.', verbose_name='accepted')),
            ],
            options={
                'verbose_name': 'attendance',
                'verbose_name_plural': 'attendances',
                'ordering': ['meeting', 'order', 'key'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='What the decision is known by: it follows from its content.', max_length=32, unique=True, verbose_name='key')),
                ('kind', models.CharField(choices=[('accept', 'accept'), ('reject', 'reject'), ('correct', 'correct'), ('lock', 'lock'), ('same', 'same'), ('different', 'different'), ('create', 'create'), ('withhold', 'withhold'), ('undo', 'undo')], help_text='What was decided.', max_length=16, verbose_name='kind')),
                ('scope', models.CharField(default='witness', help_text="Whether it is about one article's word (witness) or about a row (row).", max_length=16, verbose_name='scope')),
                ('sides', models.JSONField(default=list, help_text='What it is about: for each side its targets, each with kind, names, quote, context and capture.', verbose_name='about')),
                ('values', models.JSONField(blank=True, default=dict, help_text='The new values, of a correction or of a fact made by hand.', verbose_name='values')),
                ('by', models.CharField(help_text='The name of who decided.', max_length=150, verbose_name='by')),
                ('at', models.CharField(help_text='When, in UTC: ISO 8601 with microseconds.', max_length=32, verbose_name='at')),
                ('why', models.TextField(blank=True, help_text='The reason given.', verbose_name='why')),
                ('batch', models.CharField(blank=True, db_index=True, help_text='The name of what it was made in one go with; can be undone as one.', max_length=64, verbose_name='batch')),
                ('standing', models.BooleanField(default=True, help_text='Whether no other decision has withdrawn it.', verbose_name='standing')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ['-at', '-key'],
                'permissions': [('withhold', 'Can withhold from the public')],
            },
        ),
        migrations.CreateModel(
            name='DecisionTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.PositiveSmallIntegerField(default=0, help_text='Which side of the decision, from 0.', verbose_name='side')),
                ('kind', models.CharField(help_text='The kind of witness; of an undo: decision.', max_length=16, verbose_name='kind')),
                ('key', models.CharField(db_index=True, help_text="The witness's key; of an undo: the decision's.", max_length=32, verbose_name='key')),
                ('signature', models.CharField(blank=True, db_index=True, help_text="The witness's signature.", max_length=16, verbose_name='signature')),
                ('sha256', models.CharField(blank=True, db_index=True, help_text="The capture's SHA-256.", max_length=64, verbose_name='SHA-256')),
            ],
            options={
                'verbose_name': 'target of a decision',
                'verbose_name_plural': 'targets of decisions',
                'ordering': ['decision', 'side', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='What the finding is known by: it follows from its content.', max_length=16, unique=True, verbose_name='key')),
                ('kind', models.CharField(choices=[('namesakes', 'namesakes: the same or not?'), ('two_holders', 'two holders of one seat'), ('role_waiting', 'a post named without its holder'), ('text_changed', 'the reading changed under a decision'), ('version_changed', 'a later version says something else'), ('no_home', 'nothing says which place the page is of'), ('contradiction', 'decisions that contradict each other')], help_text='What was noticed.', max_length=16, verbose_name='kind')),
                ('block', models.CharField(help_text='What it was noticed in: it is made anew with that.', max_length=400, verbose_name='block')),
                ('about', models.JSONField(default=list, help_text='The keys of what it is about.', verbose_name='about')),
                ('score', models.FloatField(default=0, help_text='How much speaks for the one answer; 0 where nothing does.', verbose_name='score')),
                ('details', models.JSONField(blank=True, default=dict, help_text='The evidence, for the page that shows it.', verbose_name='details')),
                ('why', models.JSONField(blank=True, default=dict, help_text='The reason, in Chinese and English.', verbose_name='reason')),
            ],
            options={
                'verbose_name': 'finding',
                'verbose_name_plural': 'findings',
                'ordering': ['kind', 'key'],
            },
        ),
        migrations.CreateModel(
            name='FormerKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='The id that used to lead to the row.', max_length=16, unique=True, verbose_name='former id')),
                ('kind', models.CharField(help_text='The kind of row.', max_length=16, verbose_name='kind')),
                ('now', models.CharField(help_text='The key that leads there now.', max_length=16, verbose_name='id now')),
            ],
            options={
                'verbose_name': 'former id',
                'verbose_name_plural': 'former ids',
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='Lease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(help_text='What is known of the item in the queue: a group of facts, or a finding.', max_length=64, unique=True, verbose_name='item')),
                ('by', models.CharField(db_index=True, help_text='The name of who has it before them.', max_length=150, verbose_name='by')),
                ('until', models.DateTimeField(db_index=True, help_text='When it goes back to the queue.', verbose_name='until')),
            ],
            options={
                'verbose_name': 'lease',
                'verbose_name_plural': 'leases',
                'ordering': ['until'],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text="The key of the earliest article's word for it.", max_length=16, unique=True, verbose_name='public id')),
                ('title', models.CharField(help_text='The title without the body: 书记, 副区长, 代市长.', max_length=200, verbose_name='title')),
                ('single_seat', models.BooleanField(default=False, help_text='Whether one person at a time holds it: 书记, 区长, but not 副区长 or 常委.', verbose_name='single seat')),
            ],
            options={
                'verbose_name': 'post',
                'verbose_name_plural': 'posts',
                'ordering': ['organization', 'title'],
            },
        ),
        migrations.CreateModel(
            name='Stale',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(help_text='The kind of row.', max_length=16, verbose_name='kind')),
                ('block', models.CharField(help_text='Which of them: the names that are resolved together.', max_length=400, verbose_name='block')),
            ],
            options={
                'verbose_name': 'waiting to be settled',
                'verbose_name_plural': 'waiting to be settled',
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text="The key of the earliest article's word for it.", max_length=16, unique=True, verbose_name='public id')),
                ('speaker', models.CharField(help_text="Who said it, as the reader says: a person, 会议 or the meeting's name.", max_length=200, verbose_name='speaker')),
                ('verb', models.CharField(blank=True, help_text='The verb of saying, as printed: 指出, 强调.', max_length=32, verbose_name='verb')),
                ('text', models.TextField(help_text='The words, as printed.', verbose_name='text')),
                ('digest', models.CharField(db_index=True, help_text='What one statement in several articles is known by.', max_length=32, verbose_name='digest')),
                ('quoted', models.BooleanField(default=False, help_text='Whether it stands in quotation marks; reported otherwise.', verbose_name='quoted')),
                ('topics', models.JSONField(blank=True, default=list, help_text='Keywords of the words.', verbose_name='topics')),
                ('articles_count', models.PositiveIntegerField(default=0, help_text='How many articles say so; versions and reposts count once.', verbose_name='articles')),
                ('confidence', models.FloatField(default=0, help_text="The best of its witnesses', 0 to 1.", verbose_name='confidence')),
                ('accepted', models.BooleanField(default=False, help_text='Whether a curator accepted or corrected one of its witnesses.', verbose_name='accepted')),
            ],
            options={
                'verbose_name': 'statement',
                'verbose_name_plural': 'statements',
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='Tenure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text="The key of the earliest article's word for it.", max_length=16, unique=True, verbose_name='public id')),
                ('first_seen', models.CharField(blank=True, help_text='The earliest date on which the person is called so: an ISO 8601 prefix.', max_length=10, verbose_name='first seen')),
                ('last_seen', models.CharField(blank=True, help_text='The latest date on which the person is called so: an ISO 8601 prefix.', max_length=10, verbose_name='last seen')),
                ('not_before', models.CharField(blank=True, help_text='The last date seen before on which it was not yet so: the beginning lies after it.', max_length=10, verbose_name='not before')),
                ('not_after', models.CharField(blank=True, help_text='The first date seen after on which it was no longer so: the end lies before it.', max_length=10, verbose_name='not after')),
                ('former_only', models.BooleanField(default=False, help_text='Whether articles speak of it as past only (原, 曾任).', verbose_name='only told of afterwards')),
                ('why', models.JSONField(blank=True, default=dict, help_text='What bounds it, in Chinese and English.', verbose_name='reason')),
                ('articles_count', models.PositiveIntegerField(default=0, help_text='How many articles say so; versions and reposts count once.', verbose_name='articles')),
                ('confidence', models.FloatField(default=0, help_text="The best of its witnesses', 0 to 1.", verbose_name='confidence')),
                ('accepted', models.BooleanField(default=False, help_text='Whether a curator accepted or corrected one of its witnesses.', verbose_name='accepted')),
            ],
            options={
                'verbose_name': 'tenure',
                'verbose_name_plural': 'tenures',
                'ordering': ['post', 'first_seen', 'key'],
            },
        ),
        migrations.CreateModel(
            name='Witness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='What the witness is known by.', max_length=16, unique=True, verbose_name='public id')),
                ('signature', models.CharField(db_index=True, help_text='By which the same words are known in versions and reposts.', max_length=16, verbose_name='signature')),
                ('kind', models.CharField(choices=[('person', 'person'), ('organization', 'organization'), ('meeting', 'meeting'), ('post', 'post'), ('attendance', 'attendance'), ('statement', 'statement'), ('role', 'post without a name')], help_text='What is said.', max_length=16, verbose_name='kind')),
                ('block', models.CharField(blank=True, help_text='Where who is meant is looked for.', max_length=400, verbose_name='block')),
                ('start', models.PositiveIntegerField(blank=True, help_text='Body offset of the first character.', null=True, verbose_name='start')),
                ('end', models.PositiveIntegerField(blank=True, help_text='Body offset after the last character.', null=True, verbose_name='end')),
                ('quote', models.TextField(blank=True, help_text='The characters it was read from.', verbose_name='quote')),
                ('spans', models.JSONField(blank=True, default=list, help_text='All places of the name: half-open body offsets.', verbose_name='spans')),
                ('names', models.JSONField(default=list, help_text='The names the reader gave, by which the witness is known.', verbose_name='names')),
                ('values', models.JSONField(default=dict, help_text="What holds: the reader's values, with people's corrections.", verbose_name='values')),
                ('machine', models.JSONField(blank=True, help_text='What the reader says; empty where it does not say it (any more).', null=True, verbose_name="the reader's values")),
                ('confidence', models.FloatField(default=0, help_text="The reader's confidence, 0 to 1.", verbose_name='confidence')),
                ('rule', models.CharField(blank=True, help_text="The reader's rule.", max_length=32, verbose_name='rule')),
                ('why', models.JSONField(blank=True, default=dict, help_text="The reader's reason, in Chinese and English.", verbose_name='reason')),
                ('status', models.CharField(choices=[('unreviewed', 'unreviewed'), ('accepted', 'accepted'), ('rejected', 'rejected'), ('corrected', 'corrected'), ('locked', 'locked'), ('created', 'made by hand')], default='unreviewed', help_text='What people decided about it.', max_length=16, verbose_name='status')),
                ('doubt', models.FloatField(default=0, help_text="How much there is to settle: the fact's weight times what its confidence lacks; the queue's order.", verbose_name='doubt')),
                ('withheld', models.BooleanField(default=False, help_text='Whether a curator keeps it from the public; it goes on counting among administrators.', verbose_name='withheld')),
                ('decision', models.CharField(blank=True, help_text='The key of the last decision that bears on it; empty where nobody decided.', max_length=32, verbose_name='decision')),
                ('subject', models.CharField(blank=True, db_index=True, help_text="The key of the person's witness in the same article.", max_length=16, verbose_name='subject')),
                ('event', models.CharField(blank=True, db_index=True, help_text="The key of the meeting's witness in the same article.", max_length=16, verbose_name='event')),
                ('of_body', models.CharField(blank=True, db_index=True, help_text="The key of the organization's witness in the same article.", max_length=16, verbose_name='of body')),
                ('company', models.JSONField(blank=True, default=list, help_text='Who else is named at the same events: names in the form they are compared in.', verbose_name='company')),
                ('resolution', models.JSONField(blank=True, default=dict, help_text='The score and its features that joined it to the row it belongs to.', verbose_name='why it is the same')),
            ],
            options={
                'verbose_name': 'witness',
                'verbose_name_plural': 'witnesses',
                'ordering': ['article', 'start', 'key'],
            },
        ),
        migrations.AlterModelOptions(
            name='article',
            options={'ordering': ['-published_on', 'key'], 'permissions': [('view_withheld', 'Can see what is withheld from the public')], 'verbose_name': 'article', 'verbose_name_plural': 'articles'},
        ),
        migrations.AlterModelOptions(
            name='meeting',
            options={'ordering': ['-date', 'name', 'key'], 'verbose_name': 'meeting', 'verbose_name_plural': 'meetings'},
        ),
        migrations.AlterModelOptions(
            name='organization',
            options={'ordering': ['name', 'key'], 'verbose_name': 'organization', 'verbose_name_plural': 'organizations'},
        ),
        migrations.AlterModelOptions(
            name='person',
            options={'ordering': ['name', 'key'], 'verbose_name': 'person', 'verbose_name_plural': 'persons'},
        ),
        migrations.AddField(
            model_name='article',
            name='group',
            field=models.CharField(blank=True, db_index=True, help_text='The key of the first article of the same text, versions and reposts alike: what counts once.', max_length=16, verbose_name='group'),
        ),
        migrations.AddField(
            model_name='article',
            name='places',
            field=models.JSONField(blank=True, default=list, help_text="The codes of the page's home, the narrowest first; empty where nothing decides.", verbose_name='division codes'),
        ),
        migrations.AddField(
            model_name='article',
            name='withheld',
            field=models.BooleanField(default=False, help_text='Whether a curator keeps it from the public: its bytes stay, its text is shown to administrators.', verbose_name='withheld'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='articles_count',
            field=models.PositiveIntegerField(default=0, help_text='How many articles report it; versions and reposts count once.', verbose_name='articles'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='block',
            field=models.CharField(blank=True, db_index=True, help_text='Where who is meant is looked for: that of its earliest mention.', max_length=400, verbose_name='block'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='initials',
            field=models.CharField(blank=True, db_index=True, help_text="The first letters of the name's pinyin: xcqw for 相城区委.", max_length=100, verbose_name='initials'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='key',
            field=models.CharField(default='', help_text="The key of the earliest article's report; the key of any other report leads here too.", max_length=16, unique=True, verbose_name='public id'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='meeting',
            name='note',
            field=models.TextField(blank=True, help_text='What a curator wrote down.', verbose_name='note'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='pinyin',
            field=models.CharField(blank=True, db_index=True, help_text='The name in pinyin, without blanks and tones: how it is typed.', max_length=400, verbose_name='pinyin'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='places',
            field=models.JSONField(blank=True, default=list, help_text='The home of the articles that report it, the narrowest first.', verbose_name='division codes'),
        ),
        migrations.AddField(
            model_name='organization',
            name='articles_count',
            field=models.PositiveIntegerField(default=0, help_text='How many articles name the body; versions and reposts count once.', verbose_name='articles'),
        ),
        migrations.AddField(
            model_name='organization',
            name='begun',
            field=models.CharField(blank=True, help_text='When it was set up: an ISO 8601 prefix; empty if unknown.', max_length=32, verbose_name='begun'),
        ),
        migrations.AddField(
            model_name='organization',
            name='block',
            field=models.CharField(blank=True, db_index=True, help_text='Where who is meant is looked for: that of its earliest mention.', max_length=400, verbose_name='block'),
        ),
        migrations.AddField(
            model_name='organization',
            name='ended',
            field=models.CharField(blank=True, help_text='When it was renamed, merged or dissolved: an ISO 8601 prefix; empty if unknown.', max_length=32, verbose_name='ended'),
        ),
        migrations.AddField(
            model_name='organization',
            name='initials',
            field=models.CharField(blank=True, db_index=True, help_text="The first letters of the name's pinyin: xcqw for 相城区委.", max_length=100, verbose_name='initials'),
        ),
        migrations.AddField(
            model_name='organization',
            name='key',
            field=models.CharField(default='', help_text="The key of the earliest article's mention; the key of any other mention leads here too.", max_length=16, unique=True, verbose_name='public id'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='organization',
            name='level',
            field=models.CharField(blank=True, choices=[('national', 'national'), ('province', 'province'), ('city', 'city'), ('county', 'county'), ('town', 'town')], help_text='The level of the place it belongs to; empty for companies, schools and the like.', max_length=16, verbose_name='level'),
        ),
        migrations.AddField(
            model_name='organization',
            name='near',
            field=models.CharField(blank=True, db_index=True, help_text='Bodies of nearly the same name share it.', max_length=400, verbose_name='where its like are looked for'),
        ),
        migrations.AddField(
            model_name='organization',
            name='note',
            field=models.TextField(blank=True, help_text='What a curator wrote down.', verbose_name='note'),
        ),
        migrations.AddField(
            model_name='organization',
            name='other_names',
            field=models.JSONField(blank=True, default=list, help_text='Other forms of the name, in order.', verbose_name='other names'),
        ),
        migrations.AddField(
            model_name='organization',
            name='parent',
            field=models.ForeignKey(blank=True, help_text='The body it is part of, or stands under; empty where none is known here.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='parts', to='articles.organization', verbose_name='parent'),
        ),
        migrations.AddField(
            model_name='organization',
            name='parent_block',
            field=models.CharField(blank=True, db_index=True, help_text='The identity of the parent body; empty where it has none.', max_length=400, verbose_name='where its parent is looked for'),
        ),
        migrations.AddField(
            model_name='organization',
            name='pinyin',
            field=models.CharField(blank=True, db_index=True, help_text='The name in pinyin, without blanks and tones: how it is typed.', max_length=400, verbose_name='pinyin'),
        ),
        migrations.AddField(
            model_name='organization',
            name='place_code',
            field=models.CharField(blank=True, help_text='The code of the division it belongs to (GB/T 2260); empty where it is not known.', max_length=12, verbose_name='division code'),
        ),
        migrations.AddField(
            model_name='organization',
            name='places',
            field=models.JSONField(blank=True, default=list, help_text='The division and those above it, the narrowest first.', verbose_name='division codes'),
        ),
        migrations.AddField(
            model_name='organization',
            name='successors',
            field=models.JSONField(blank=True, default=list, help_text='Identities of the bodies that took over from it.', verbose_name='successors'),
        ),
        migrations.AddField(
            model_name='person',
            name='articles_count',
            field=models.PositiveIntegerField(default=0, help_text='How many articles name the person; versions and reposts count once.', verbose_name='articles'),
        ),
        migrations.AddField(
            model_name='person',
            name='block',
            field=models.CharField(blank=True, db_index=True, help_text='Where who is meant is looked for: that of its earliest mention.', max_length=400, verbose_name='block'),
        ),
        migrations.AddField(
            model_name='person',
            name='first_seen',
            field=models.CharField(blank=True, help_text='The earliest date of an article that names the person: an ISO 8601 prefix.', max_length=10, verbose_name='first seen'),
        ),
        migrations.AddField(
            model_name='person',
            name='initials',
            field=models.CharField(blank=True, db_index=True, help_text="The first letters of the name's pinyin: xcqw for 相城区委.", max_length=100, verbose_name='initials'),
        ),
        migrations.AddField(
            model_name='person',
            name='key',
            field=models.CharField(default='', help_text="The key of the earliest article's mention; the key of any other mention leads here too.", max_length=16, unique=True, verbose_name='public id'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='person',
            name='last_seen',
            field=models.CharField(blank=True, help_text='The latest date of an article that names the person: an ISO 8601 prefix.', max_length=10, verbose_name='last seen'),
        ),
        migrations.AddField(
            model_name='person',
            name='note',
            field=models.TextField(blank=True, help_text='What a curator wrote down.', verbose_name='note'),
        ),
        migrations.AddField(
            model_name='person',
            name='other_names',
            field=models.JSONField(blank=True, default=list, help_text='Other forms of the name, in order.', verbose_name='other names'),
        ),
        migrations.AddField(
            model_name='person',
            name='pinyin',
            field=models.CharField(blank=True, db_index=True, help_text='The name in pinyin, without blanks and tones: how it is typed.', max_length=400, verbose_name='pinyin'),
        ),
        migrations.AddIndex(
            model_name='organization',
            index=models.Index(fields=['place_code', 'name'], name='organization_place_name'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='meeting',
            field=models.ForeignKey(help_text='The meeting or visit.', on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='articles.meeting', verbose_name='meeting'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='person',
            field=models.ForeignKey(help_text='Who was there, or was not.', on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='articles.person', verbose_name='person'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['-at', '-key'], name='decision_at'),
        ),
        migrations.AddField(
            model_name='decisiontarget',
            name='decision',
            field=models.ForeignKey(help_text='The decision.', on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='articles.decision', verbose_name='decision'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['kind', 'block'], name='finding_kind_block'),
        ),
        migrations.AddField(
            model_name='post',
            name='organization',
            field=models.ForeignKey(help_text='The body.', on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='articles.organization', verbose_name='organization'),
        ),
        migrations.AddConstraint(
            model_name='stale',
            constraint=models.UniqueConstraint(fields=('kind', 'block'), name='stale_once'),
        ),
        migrations.AddField(
            model_name='statement',
            name='meeting',
            field=models.ForeignKey(blank=True, help_text='Where it was said, if the article tells of one meeting only; empty where that is not known.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='statements', to='articles.meeting', verbose_name='meeting'),
        ),
        migrations.AddField(
            model_name='statement',
            name='person',
            field=models.ForeignKey(blank=True, help_text='Who said it; empty where the meeting is the speaker.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='articles.person', verbose_name='person'),
        ),
        migrations.AddField(
            model_name='tenure',
            name='person',
            field=models.ForeignKey(help_text='Who held the post.', on_delete=django.db.models.deletion.CASCADE, related_name='tenures', to='articles.person', verbose_name='person'),
        ),
        migrations.AddField(
            model_name='tenure',
            name='post',
            field=models.ForeignKey(help_text='What was held.', on_delete=django.db.models.deletion.CASCADE, related_name='tenures', to='articles.post', verbose_name='post'),
        ),
        migrations.AddField(
            model_name='witness',
            name='article',
            field=models.ForeignKey(help_text='Which article says it.', on_delete=django.db.models.deletion.CASCADE, related_name='witnesses', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='witness',
            name='attendance',
            field=models.ForeignKey(blank=True, help_text='The attendance it is a witness of.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='witnesses', to='articles.attendance', verbose_name='attendance'),
        ),
        migrations.AddField(
            model_name='witness',
            name='meeting',
            field=models.ForeignKey(blank=True, help_text='Which meeting is meant.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='witnesses', to='articles.meeting', verbose_name='meeting'),
        ),
        migrations.AddField(
            model_name='witness',
            name='organization',
            field=models.ForeignKey(blank=True, help_text='Which body is meant.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='witnesses', to='articles.organization', verbose_name='organization'),
        ),
        migrations.AddField(
            model_name='witness',
            name='person',
            field=models.ForeignKey(blank=True, help_text='Who is meant.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='witnesses', to='articles.person', verbose_name='person'),
        ),
        migrations.AddField(
            model_name='witness',
            name='statement',
            field=models.ForeignKey(blank=True, help_text='The statement it is a witness of.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='witnesses', to='articles.statement', verbose_name='statement'),
        ),
        migrations.AddField(
            model_name='witness',
            name='tenure',
            field=models.ForeignKey(blank=True, help_text='The tenure it is a witness of.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='witnesses', to='articles.tenure', verbose_name='tenure'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('meeting', 'person', 'role'), name='attendance_once'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['host', 'speaker', 'attendee', 'invited', 'accompanying', 'remote', 'reader', 'honoured', 'absent'])), name='attendance_role_known'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(fields=('organization', 'title'), name='post_once'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='post_has_title'),
        ),
        migrations.AddConstraint(
            model_name='tenure',
            constraint=models.UniqueConstraint(fields=('person', 'post'), name='tenure_once'),
        ),
        migrations.AddIndex(
            model_name='witness',
            index=models.Index(fields=['kind', 'block'], name='witness_kind_block'),
        ),
        migrations.AddIndex(
            model_name='witness',
            index=models.Index(fields=['status', '-doubt', 'key'], name='witness_queue'),
        ),
        migrations.AddConstraint(
            model_name='witness',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end__isnull', True), ('start__isnull', True)), ('start__lt', models.F('end')), _connector='OR'), name='witness_span'),
        ),
        migrations.RunPython(mark_articles, migrations.RunPython.noop),
    ]
