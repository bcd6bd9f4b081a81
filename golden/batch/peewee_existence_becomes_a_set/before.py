from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def buyers(users: list[User]) -> list[int]:
    found = []
    for user in users:
        if Order.select().where(Order.user == user, Order.total > 5).exists():
            found.append(user.id)
    return found
