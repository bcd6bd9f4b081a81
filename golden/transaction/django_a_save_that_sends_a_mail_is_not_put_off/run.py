from unittest import mock

WORLD = "django"
ENGINE = "postgresql"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    with mock.patch.object(module, "send_mail"):
        module.Order.objects.create(customer="ann", total=30)
    with world.other() as server:
        server.execute("CREATE TABLE sent (body TEXT)")


def scenario(module, world):
    def send_mail(subject, body, *rest):
        with world.other() as server:
            server.execute("INSERT INTO sent VALUES (%s)", (body,))

    with mock.patch.object(module, "send_mail", send_mail):
        return module.close_order(module.Order.objects.get())


def whole(rows):
    return 2 * len(rows["sent"]) == len(rows["shop_auditlog"])
