from django.contrib.auth.management import create_permissions
from django.db import migrations


def grant(apps, schema_editor):
    """Administrators keep the users. In a new database the permissions to do so are not there yet when the groups are made (0003)."""
    config = apps.get_app_config("auth")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    users = permissions.filter(content_type__app_label="auth", content_type__model__in=("user", "group"))
    for group in apps.get_model("auth", "Group").objects.filter(name="administrator"):
        group.permissions.add(*users)


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_counted_by"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
