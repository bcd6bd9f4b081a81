from datetime import UTC, datetime

JOINED = datetime(2024, 1, 1, tzinfo=UTC)
WORLD = "django"
MODULE = "shop"
SITUATIONS = ("none", "many")
STATEMENTS = {"none": (1, 1), "many": (4, 1)}


def fill(module, world):
    from django.contrib.auth.models import Group, Permission, User
    from django.contrib.contenttypes.models import ContentType

    world.create(ContentType, Permission, Group, User, module.Order)
    users = [
        User.objects.create(id=i, username=f"u{i}", email=f"{i}@x", date_joined=JOINED)
        for i in (1, 2)
    ]
    if world.situation == "many":
        for user in (*users, users[0]):
            module.Order.objects.create(owner=user, status="open")
    module.Order.objects.create(owner=users[1], status="paid")


def scenario(module, world):
    return module.emails()
