WORLD = "django"
MODULE = "shop.report"
SITUATIONS = ("none", "one", "many")
STATEMENTS = {"none": (1, 1), "one": (2, 2), "many": (4, 2)}


def fill(module, world):
    from shop.orders import Order
    from shop.people import Customer

    world.create(Customer, Order)
    count = {"none": 0, "one": 1, "many": 3}[world.situation]
    for i in range(1, count + 1):
        customer = Customer.objects.create(id=i, name=f"c{i}")
        for n in range(i):
            Order.objects.create(customer=customer, status="open" if n else "paid")


def scenario(module, world):
    return module.open_orders()
