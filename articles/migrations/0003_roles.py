from django.contrib.auth.management import create_permissions
from django.db import migrations

SEES = "view_"
DECIDES = ("add_decision", "withhold", "add_importrun")


def make_groups(apps, schema_editor):
    """The three roles. A group of that name that is there already keeps what it has, and gets what it lacks."""
    config = apps.get_app_config("articles")
    # Permissions are made after all migrations; these are wanted now.
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    groups, permissions = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    ours = permissions.objects.filter(content_type__app_label="articles")
    seen = [row for row in ours if row.codename.startswith(SEES) and row.codename != "view_withheld"]
    decided = [row for row in ours if row.codename in DECIDES]
    users = permissions.objects.filter(content_type__app_label="auth", content_type__model__in=("user", "group"))
    for name, granted in (("viewer", seen), ("curator", seen + decided), ("administrator", [*ours, *users])):
        group, _made = groups.objects.get_or_create(name=name)
        group.permissions.add(*granted)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_who_is_who"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
