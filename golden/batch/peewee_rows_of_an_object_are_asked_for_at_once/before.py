from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def totals() -> list[int]:
    found = []
    for user in User.select().order_by(User.id):
        for order in user.orders:
            found.append(order.total)
    return sorted(found)


def large(users: list[User]) -> list[list[int]]:
    return [[order.total for order in user.orders if order.total > 5] for user in users]


def sizes(users: list[User]) -> dict[str, int]:
    sizes = {}
    for user in users:
        sizes[user.email] = len(user.orders)
    return sizes


def latest(users: list[User]) -> list[int | None]:
    found = []
    for user in users:
        order = user.orders.order_by(Order.total.desc()).first()
        found.append(order.total if order else None)
    return found
