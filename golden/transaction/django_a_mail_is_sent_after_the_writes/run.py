WORLD = "django"


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    module.Order.objects.create(customer="ann", total=30)


def scenario(module, world):
    sent = []

    def send_mail(subject, text, sender, receivers):
        with world.other() as other:
            orders = other.execute("SELECT count(*) FROM shop_order").fetchone()
            entries = other.execute("SELECT count(*) FROM shop_auditlog").fetchone()
            sent.append((text, orders[0], entries[0]))

    module.send_mail = send_mail
    return module.place_order("bob", 5), sent
