from datetime import UTC, datetime

JOINED = datetime(2026, 1, 1, tzinfo=UTC)
WORLD = "django"
SITUATIONS = ("none", "one", "many", "missing")
STATEMENTS = {"none": (0, 0), "many": (3, 1), "missing": (2, 1)}
IDS = {"none": [], "one": [1], "many": [2, 1, 2], "missing": [1, 99]}


def fill(module, world):
    from django.contrib.auth.models import User

    world.create(User, module.Order)
    for i in range(1, 4):
        User.objects.create(id=i, username=f"user{i}", date_joined=JOINED)


def scenario(module, world):
    orders = [module.Order(customer_id=i) for i in IDS[world.situation]]
    try:
        return module.names(orders)
    except module.User.DoesNotExist as error:
        return str(error)
