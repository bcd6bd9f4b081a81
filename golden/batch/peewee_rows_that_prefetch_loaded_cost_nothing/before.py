from peewee import CharField, ForeignKeyField, IntegerField, Model, prefetch


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def sizes() -> list[int]:
    found = []
    for user in prefetch(User.select(), Order.select()):
        found.append(len(user.orders))
    return found


def totals() -> list[int]:
    found = []
    for user in User.select().prefetch(Order):
        for order in user.orders:
            found.append(order.total)
    return found
