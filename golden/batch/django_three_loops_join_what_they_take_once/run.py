WORLD = "django"
SITUATIONS = ("none", "one", "many", "twice")
STATEMENTS = {"none": (1, 1), "many": (4, 1)}
ITEMS = {"none": [], "one": [1], "many": [1, 2, 3], "twice": [2, 2]}


def fill(module, world):
    world.create(module.Item, module.Line)
    for ident in (1, 2, 3):
        module.Item.objects.create(id=ident, name=f"Item {ident}")
    for ident in ITEMS[world.situation]:
        module.Line.objects.create(item_id=ident)


def scenario(module, world):
    return module.names()
