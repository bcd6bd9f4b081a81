WORLD = "django"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    module.Order.objects.create(customer="ann", total=30)


def scenario(module, world):
    sent = []
    module.send_mail = lambda *parts: sent.append(parts)
    return module.place_order("bob", 5), sent
