WORLD = "peewee"


def fill(module, world):
    module.db.init(world.path)
    module.db.create_tables([module.Order, module.AuditLog])


def scenario(module, world):
    seen = []

    class Client:
        @staticmethod
        def post(url, json):
            with world.other() as other:
                seen.append(
                    [row[0] for row in other.execute("SELECT customer FROM 'order'")]
                )

    module.httpx = Client
    try:
        return module.place_order("bob", 5), seen
    finally:
        module.db.close()
