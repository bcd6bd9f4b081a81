from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def first(users: list[User]) -> list[Order | None]:
    return [Order.get_or_none(Order.user == user) for user in users]
