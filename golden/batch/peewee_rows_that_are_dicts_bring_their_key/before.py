from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def whole(users: list[User]) -> list[list[dict[str, int]]]:
    found = []
    for user in users:
        rows = Order.select().where(Order.user == user).order_by(Order.total).dicts()
        found.append(list(rows))
    return found


def parts(users: list[User]) -> list[list[dict[str, int]]]:
    return [
        list(
            Order.select(Order.total, Order.id)
            .where(Order.user == user, Order.total > 5)
            .order_by(Order.id)
            .dicts()
        )
        for user in users
    ]


def one(ids: list[int]) -> list[dict[str, str] | None]:
    return [User.select(User.email).where(User.id == i).dicts().first() for i in ids]
