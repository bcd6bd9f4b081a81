WORLD = "flask"
ENGINE = "postgresql"
FAULTS = "writes"


def fill(module, world):
    with world.app.app_context():
        module.db.session.add(module.Order(customer_id=1, total=30))
        module.db.session.commit()


def scenario(module, world):
    answer = world.client.post("/orders/1/pay")
    return answer.status_code, answer.text
