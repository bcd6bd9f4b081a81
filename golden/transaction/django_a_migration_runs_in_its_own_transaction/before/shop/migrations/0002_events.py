from django.apps.registry import Apps
from django.db import migrations


def fill(apps: Apps, schema_editor: object) -> None:
    order = apps.get_model("shop", "Order").objects.create(customer="ann", total=30)
    apps.get_model("shop", "AuditLog").objects.create(order=order, event="placed")


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [migrations.RunPython(fill)]
