from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def counts(users: list[User]) -> list[int]:
    return [Order.select().where(Order.user == user).limit(5).count() for user in users]
