from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def sizes(users: list[User]) -> list[int]:
    found = []
    for user in users:
        found.append(len(user.orders))
    return found


def all_sizes() -> list[int]:
    return sizes(User.select().prefetch(Order))
