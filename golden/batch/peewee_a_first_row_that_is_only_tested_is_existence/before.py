from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def without(users: list[User]) -> list[int]:
    found = []
    for user in users:
        if not Order.select().where(Order.user == user, Order.total < 6).first():
            found.append(user.id)
    return found


def buyers(users: list[User]) -> list[bool]:
    return [Order.get_or_none(Order.user == user) is not None for user in users]
