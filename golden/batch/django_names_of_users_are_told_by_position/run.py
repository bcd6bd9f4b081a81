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
NAMES = {
    "none": [],
    "one": ["u1"],
    "many": ["u1", "U1", "u3"],
    "twice": ["u2", "u1", "u2"],
    "missing": ["u3", "nobody"],
}


def fill(module, world):
    from django.contrib.auth.models import Group, Permission, User
    from django.contrib.contenttypes.models import ContentType

    world.create(ContentType, Permission, Group, User, module.Profile, module.Order)
    for i in (1, 2, 3):
        User.objects.create(id=i, username=f"u{i}", date_joined=JOINED)


def scenario(module, world):
    found = module.users_named(NAMES[world.situation])
    return [(user.id, user.username) for user in found]
