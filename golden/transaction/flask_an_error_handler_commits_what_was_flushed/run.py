WORLD = "flask"
ENGINE = "postgresql"
SITUATIONS = ("a price", "no price")
FAULTS = "writes"


def fill(module, world):
    with world.app.app_context():
        module.db.session.add(module.Order(customer_id=1, total=30))
        module.db.session.flush()
        module.db.session.add(module.AuditLog(order_id=1, event="placed for 3"))
        module.db.session.commit()


def scenario(module, world):
    total = 50 if world.situation == "a price" else 0
    answer = world.client.post(f"/orders/7/{total}")
    if answer.status_code == 500:
        raise RuntimeError(answer.text)
    return answer.text


def whole(rows):
    placed = {log[1] for log in rows["audit_log"] if log[2].startswith("placed")}
    return placed == {order[0] for order in rows["order"]}
