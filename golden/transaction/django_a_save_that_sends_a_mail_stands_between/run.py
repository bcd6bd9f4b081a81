WORLD = "django"


def fill(module, world):
    world.create(module.Order, module.AuditLog)


def scenario(module, world):
    seen = []

    def send_mail(subject, text, sender, receivers):
        with world.other() as other:
            seen.append(other.execute("SELECT count(*) FROM shop_order").fetchone()[0])

    module.send_mail = send_mail
    return module.place_order("bob", 5), seen
