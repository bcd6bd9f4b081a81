WORLD = "sqlalchemy"
SITUATIONS = ("none", "known", "late")
PLATES = {"none": [], "known": ["B1", "X9"], "late": ["B1", "?"]}


class Client:
    """Keeps what was sent."""

    def __init__(self):
        self.sent = []

    def post(self, path, json):
        self.sent.append((path, json))


def fill(module, world):
    world.create(module.Base)
    world.session.add(module.Car(id=1, plate="B1"))


def scenario(module, world):
    client = Client()
    try:
        module.tell(world.session, client, PLATES[world.situation])
    except Exception as error:
        return type(error).__name__, client.sent
    return client.sent
