WORLD = "django"
SITUATIONS = ("some", "none among them")


def fill(module, world):
    world.create(module.Team, module.Customer)
    team = module.Team.objects.create(id=1, name="one")
    for i in range(1, 5):
        module.Customer.objects.create(
            id=i, email=f"{i}@x", team=team if i % 2 else None
        )


def scenario(module, world):
    teams = [module.Team(id=1, name="one")]
    if world.situation != "some":
        teams.append(None)
    return module.sizes(teams)
