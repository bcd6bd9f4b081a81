from types import SimpleNamespace

WORLD = "sqlalchemy"
MODULE = "jobs"
SITUATIONS = ("none", "numbers", "texts")
IDS = {"none": [], "numbers": [1, 2, 9], "texts": ["1", "2"]}


def fill(module, world):
    world.create(module.reports.Base)
    world.session.add_all(module.reports.User(id=i, email=f"{i}@x") for i in (1, 2, 3))
    world.session.flush()
    rows = [(1, 1, 30), (2, 1, 10), (3, 2, 20)]
    world.session.add_all(
        module.reports.Order(id=i, user_id=u, total=t) for i, u, t in rows
    )


def scenario(module, world):
    rows = [SimpleNamespace(id=i) for i in IDS[world.situation]]
    return module.run(world.session, "users", rows)
