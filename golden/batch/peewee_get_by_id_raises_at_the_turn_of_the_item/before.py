from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def emails(orders: list[Order]) -> list[str]:
    found = []
    for order in orders:
        user = User.get_by_id(order.user_id)
        found.append(user.email)
    return found
