WORLD = "sqlite3"
SITUATIONS = ("none", "one", "many")
STATEMENTS = {"none": (6, 2), "one": (6, 2), "many": (6, 2)}
STATES = {"none": [], "one": ["doing"], "many": ["todo", "todo", "TODO", "done", "x"]}


def fill(module, world):
    world.connection.executescript(module.SCHEMA)
    for state in STATES[world.situation]:
        world.connection.execute("INSERT INTO tasks (state) VALUES (?)", (state,))


def scenario(module, world):
    return module.counts(world.connection), module.rows(world.connection)
