WORLD = "django"
MODULE = "shop.report"
SITUATIONS = ("none", "one", "many")
STATEMENTS = {"none": (2, 2), "one": (3, 2), "many": (5, 2)}


def fill(module, world):
    from shop.orders import Order, Product
    from shop.people import Customer

    world.create(Customer, Product, Order)
    count = {"none": 0, "one": 1, "many": 3}[world.situation]
    customer = Customer.objects.create(id=1, name="c")
    for i in range(1, count + 1):
        product = Product.objects.create(id=i, title=f"p{i}")
        Order.objects.create(customer=customer, product=product)


def scenario(module, world):
    return module.titles(1)
