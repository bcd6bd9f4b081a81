WORLD = "django"


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    module.Order.objects.create(customer="ann", total=30)


def scenario(module, world):
    seen = []

    def pack(order_id):
        with world.other() as other:
            seen.append(other.execute("SELECT status FROM shop_order").fetchall())

    module.work_on(module.Order.objects.get(), pack)
    return seen
