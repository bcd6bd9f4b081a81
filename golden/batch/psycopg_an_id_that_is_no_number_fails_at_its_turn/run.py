WORLD = "psycopg"
SITUATIONS = ("none", "numbers", "late")
CHOSEN = {"none": [], "numbers": ["1", "9"], "late": ["1", "x"]}


class Client:
    """Keeps what was sent."""

    def __init__(self):
        self.sent = []

    def post(self, path, json):
        self.sent.append((path, json))


def fill(module, world):
    world.connection.execute(module.SCHEMA)
    world.connection.execute("INSERT INTO users VALUES (1, 'a@x', NULL)")
    world.connection.commit()


def scenario(module, world):
    client = Client()
    try:
        module.tell(world.connection, client, CHOSEN[world.situation])
    except Exception as error:
        world.connection.rollback()
        return type(error).__name__, client.sent
    return client.sent
