from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def lines(users: list[User]) -> list[tuple[int, ...]]:
    found = []
    for user in users:
        for row in (
            Order.select(Order.total, Order.id)
            .where(Order.user == user)
            .order_by(Order.total)
            .tuples()
        ):
            found.append(row)
    return found
