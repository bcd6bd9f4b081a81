from datetime import datetime, timezone

WORLD = "django"
JOINED = datetime(2026, 1, 1, tzinfo=timezone.utc)
SITUATIONS = ("none", "one", "many")
STATEMENTS = {"none": (1, 1), "one": (3, 3), "many": (7, 3)}


def fill(module, world):
    from django.contrib.auth.models import Group, Permission, User
    from django.contrib.contenttypes.models import ContentType

    world.create(ContentType, Permission, Group, User, module.Profile, module.Order)
    count = {"none": 0, "one": 1, "many": 3}[world.situation]
    for i in range(1, count + 1):
        user = User.objects.create(id=i, username=f"u{i}", date_joined=JOINED)
        module.Profile.objects.create(id=10 + i, user=user, points=i * i)
        for n in range(i - 1):
            module.Order.objects.create(user=user, status="open" if n else "paid")
    module.Order.objects.create(user=None, status="open")


def scenario(module, world):
    return module.board()
