from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_background")]
    operations = [
        migrations.AddIndex(model_name="finding", index=models.Index(fields=["kind", "-score", "key"], name="finding_queue")),
    ]
