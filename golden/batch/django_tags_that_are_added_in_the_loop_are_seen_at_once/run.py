WORLD = "django"
SITUATIONS = ("none", "many")


def fill(module, world):
    world.create(module.Category, module.Tag, module.Product)
    category = module.Category.objects.create(id=1, name="all")
    module.Tag.objects.create(id=1, name="new")
    count = {"none": 1, "many": 3}[world.situation]
    for i in range(1, count + 1):
        module.Product.objects.create(id=i, name=f"p{i}", category=category)


def scenario(module, world):
    last = module.Product.objects.order_by("id").last()
    return module.label(last, module.Tag.objects.get(id=1))
