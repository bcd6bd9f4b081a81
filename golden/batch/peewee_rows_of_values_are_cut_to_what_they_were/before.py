from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def lines(users: list[User]) -> list[tuple[int, ...]]:
    found = []
    for user in users:
        rows = (
            Order.select(Order.total, Order.id)
            .where(Order.user == user)
            .order_by(Order.total)
            .tuples()
        )
        for row in rows:
            found.append(row)
    return found
