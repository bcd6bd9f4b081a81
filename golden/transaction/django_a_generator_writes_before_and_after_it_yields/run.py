WORLD = "django"


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    module.Order.objects.create(customer="ann", total=30)


def scenario(module, world):
    seen = []
    for order_id in module.import_orders([5, 7]):
        with world.other() as other:
            seen.append(other.execute("SELECT total FROM shop_order").fetchall())
    return seen
