WORLD = "django"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Address)
    module.Address.objects.create(customer="ann", street="Old Road", is_default=True)


def scenario(module, world):
    return module.AddressService().add("ann", " New Street ", True)
