WORLD = "django"
SITUATIONS = ("none", "one", "many")
STATEMENTS = {"none": (1, 1), "one": (3, 2), "many": (9, 2)}


def fill(module, world):
    world.create(module.Customer, module.Order, module.Product, module.Line)
    product = module.Product.objects.create(name="p")
    count = {"none": 0, "one": 1, "many": 3}[world.situation]
    for i in range(1, count + 1):
        customer = module.Customer.objects.create(id=i, name=f"c{i}")
        for n in range(i):
            status = "paid" if n == 1 else "open"
            order = module.Order.objects.create(
                customer=customer, status=status, total=10 * n
            )
            module.Line.objects.create(order=order, product=product)


def scenario(module, world):
    return module.export()
