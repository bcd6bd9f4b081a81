from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def top(users: list[User]) -> list[list[int]]:
    found = []
    for user in users:
        orders = list(
            Order.select()
            .where(Order.user == user)
            .order_by(Order.total.desc())
            .limit(2)
        )
        found.append([order.total for order in orders])
    return found
