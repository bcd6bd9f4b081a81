WORLD = "django"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (2, 2), "many": (8, 2)}
KEYS = {
    "none": [],
    "one": ["a"],
    "many": ["b", "B", "a ", "\u00e9"],
    "twice": ["a", "b", "a"],
    "missing": ["", "z", "a"],
}
ROWS = [(1, "a", "a", None), (2, "B", "a", 1), (3, "b", "a", 1), (4, "\u00e9", "B", 2), (5, "a ", "b", 2)]  # fmt: skip


def fill(module, world):
    world.create(module.Tag)
    for i, name, shelf, parent in ROWS:
        module.Tag.objects.create(id=i, name=name, shelf=shelf, parent_id=parent)


def scenario(module, world):
    keys = KEYS[world.situation]
    return module.parents(keys), module.shelves(keys)
