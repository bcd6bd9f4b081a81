WORLD = "django"
SITUATIONS = ("none", "there", "nowhere")


def fill(module, world):
    world.create(module.Team, module.Customer, module.Visit)
    if world.situation == "none":
        return
    customer = module.Customer.objects.create(id=1, email="1@x")
    module.Visit.objects.create(customer=customer)
    if world.situation == "nowhere":
        module.Visit.objects.create(customer_id=99)


def scenario(module, world):
    return module.emails()
