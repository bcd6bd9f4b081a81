from datetime import UTC, datetime

JOINED = datetime(2024, 1, 1, tzinfo=UTC)
WORLD = "django"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (1, 1),
    "many": (3, 1),
    "twice": (3, 1),
    "missing": (2, 1),
}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}


def fill(module, world):
    from django.contrib.auth.models import Group, Permission
    from django.contrib.contenttypes.models import ContentType

    world.create(ContentType, Permission, Group, module.Account)
    for i in (1, 2, 3):
        module.Account.objects.create(
            id=i,
            username=f"u{i}",
            city=f"city {i}",
            is_active=i != 2,
            date_joined=JOINED,
        )


def scenario(module, world):
    return module.active_cities(IDS[world.situation])
