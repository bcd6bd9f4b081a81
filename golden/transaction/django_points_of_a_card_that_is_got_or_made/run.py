WORLD = "django"
FAULTS = "around writes"
SITUATIONS = ("award new", "award known", "adjust new", "adjust known")


def fill(module, world):
    world.create(module.Card, module.Entry)
    card = module.Card.objects.create(customer_id=7, points=5)
    module.Entry.objects.create(card=card, amount=5)


def scenario(module, world):
    how, who = world.situation.split()
    method = getattr(module.Points(), how)
    return method(7 if who == "known" else 8, 10)
