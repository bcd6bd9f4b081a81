from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def lock(ids: list[int]) -> list[int]:
    found = []
    for order_id in ids:
        order = Order.select().where(Order.id == order_id).for_update().get()
        found.append(order.total)
    return found
