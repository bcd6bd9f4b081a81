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

    world.create(Permission, Group, module.Group, module.Rule)
    for i in (1, 2, 3):
        group = Group.objects.create(id=i, name=f"g{i}")
        for n in range(i):
            module.Rule.objects.create(group=group, name=f"r{n}")


def scenario(module, world):
    return module.counts(IDS[world.situation])
