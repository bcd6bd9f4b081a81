from datetime import datetime, timezone

WORLD = "django"
SITUATIONS = ("none", "one", "many")
JOINED = datetime(2026, 1, 1, tzinfo=timezone.utc)
STATEMENTS = {"none": (1, 1), "one": (2, 2), "many": (4, 2)}


def fill(module, world):
    from django.contrib.auth.models import Group, Permission
    from django.contrib.contenttypes.models import ContentType

    world.create(ContentType, Permission, Group, module.User)
    count = {"none": 0, "one": 1, "many": 3}[world.situation]
    groups = [Group.objects.create(id=i, name=f"g{i}") for i in range(1, count + 1)]
    for i in range(1, count + 1):
        user = module.User.objects.create(id=i, username=f"u{i}", date_joined=JOINED)
        user.groups.set(groups[: i - 1])


def scenario(module, world):
    return module.groups()
