"""Make the table of greetings, with one greeting in it."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def add_greeting(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the one row that /hello/ reads."""
    apps.get_model("hello", "Greeting").objects.create(pk=1, text="Hello")


class Migration(migrations.Migration):
    """The app's first and only migration."""

    initial = True
    operations = (
        migrations.CreateModel(
            name="Greeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=50)),
            ],
        ),
        migrations.RunPython(add_greeting, migrations.RunPython.noop),
    )
