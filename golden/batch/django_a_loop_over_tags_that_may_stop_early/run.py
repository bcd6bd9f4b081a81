WORLD = "django"
SITUATIONS = ("none", "first", "last", "missing")
STATEMENTS = {"none": (1, 1), "first": (2, 2), "last": (4, 2), "missing": (4, 2)}
NAMES = {"none": "new", "first": "new", "last": "old", "missing": "blue"}


def fill(module, world):
    world.create(module.Category, module.Tag, module.Product)
    if world.situation == "none":
        return
    category = module.Category.objects.create(name="all")
    tags = {n: module.Tag.objects.create(name=n) for n in ("new", "cheap", "old")}
    for name, own in (("tea", ["new", "cheap"]), ("salt", []), ("oil", ["old", "new"])):
        product = module.Product.objects.create(name=name, category=category)
        product.tags.set([tags[n] for n in own])


def scenario(module, world):
    return module.first_with(NAMES[world.situation])
