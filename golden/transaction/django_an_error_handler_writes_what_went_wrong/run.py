WORLD = "django"


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    module.Order.objects.create(customer="ann", total=30)


def scenario(module, world):
    def reserve(order_id):
        raise LookupError("no tea")

    module.place_order("bob", 5, reserve)
