WORLD = "django"
SITUATIONS = ("none", "numbers", "late")
CHOSEN = {"none": [], "numbers": ["1", "9"], "late": ["1", "x"]}


class Client:
    """Keeps what was sent."""

    def __init__(self):
        self.sent = []

    def post(self, path, json):
        self.sent.append((path, json))


def fill(module, world):
    world.create(module.Customer)
    module.Customer.objects.create(id=1, name="ann")


def scenario(module, world):
    client = Client()
    try:
        module.tell(client, CHOSEN[world.situation])
    except ValueError:
        return "no number", client.sent
    return client.sent
