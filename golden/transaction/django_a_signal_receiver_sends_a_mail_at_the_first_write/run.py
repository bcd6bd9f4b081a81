from unittest import mock

WORLD = "django"
ENGINE = "postgresql"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    with world.other() as server:
        server.execute("CREATE TABLE sent (body TEXT)")


def scenario(module, world):
    def send_mail(subject, body, *rest):
        with world.other() as server:
            server.execute("INSERT INTO sent VALUES (%s)", (body,))

    with mock.patch.object(module, "send_mail", send_mail):
        return module.place_order("ann", 30)


def whole(rows):
    return len(rows["sent"]) == len(rows["shop_order"]) == len(rows["shop_auditlog"])
