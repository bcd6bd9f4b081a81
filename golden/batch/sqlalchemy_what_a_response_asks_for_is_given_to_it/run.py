WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "missing")
STATEMENTS = {"none": (1, 1), "one": (4, 4), "many": (10, 4)}
PROJECTS = {
    "none": [],
    "one": [(1, 1)],
    "many": [(1, 1), (2, 2), (3, 1)],
    "missing": [(1, None), (2, 1), (3, 1)],
}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in range(1, 4))
    world.session.flush()
    projects = PROJECTS[world.situation]
    world.session.add_all(module.Project(id=i, owner_id=u) for i, u in projects)
    world.session.flush()
    tasks = [(1, 1, False), (2, 1, True), (3, 1, False), (4, 3, True)]
    known = {i for i, _ in projects}
    world.session.add_all(
        module.Task(id=i, project_id=p, done=d) for i, p, d in tasks if p in known
    )


def scenario(module, world):
    return module.list_projects(world.session)
