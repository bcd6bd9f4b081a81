WORLD = "django"
SITUATIONS = ("none", "one", "many")
STATEMENTS = {"none": (6, 4), "one": (9, 6), "many": (15, 6)}


def fill(module, world):
    world.create(module.Category, module.Tag, module.Product)
    category = module.Category.objects.create(id=1, name="all")
    tags = [module.Tag.objects.create(id=i, name=n) for i, n in enumerate("cba", 1)]
    count = {"none": 0, "one": 1, "many": 3}[world.situation]
    for i in range(1, count + 1):
        product = module.Product.objects.create(id=i, name=f"p{i}", category=category)
        product.tags.set(tags[: i - 1])


def scenario(module, world):
    return module.catalogue(), module.numbers(), module.lines()
