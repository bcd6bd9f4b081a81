WORLD = "django"
SITUATIONS = ("none", "one", "missing")
TEAMS = {"none": [], "one": [1], "missing": [1, 9]}


def fill(module, world):
    world.create(module.Team, module.Price)
    team = module.Team.objects.create(id=1, name="a")
    module.Price.objects.create(team=team, product=5, cents=1)
    module.Price.objects.create(team=team, product=4, cents=2)


def scenario(module, world):
    return module.some(TEAMS[world.situation])
