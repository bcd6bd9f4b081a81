from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def largest(users: list[User]) -> list[int | None]:
    found = []
    for user in users:
        order = (
            Order.select()
            .where(Order.user == user, Order.total > 1)
            .order_by(Order.total.desc())
            .first()
        )
        found.append(order.total if order else None)
    return found
