WORLD = "django"
ENGINE = "postgresql"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    module.Order.objects.create(customer="ann", total=30)


def scenario(module, world):
    form = module.OrderForm({"customer": "bob", "total": "250"})
    assert form.is_valid()
    return module.PlaceOrder().form_valid(form).status_code
