from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)
    number = IntegerField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, field="number", backref="orders")
    total = IntegerField()


def totals(users: list[User]) -> list[int]:
    return [user.orders.count() for user in users]
