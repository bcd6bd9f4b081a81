from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()

    def __bool__(self) -> bool:
        return self.total > 9


def buyers(users: list[User]) -> list[int]:
    found = []
    for user in users:
        if Order.get_or_none(Order.user == user):
            found.append(user.id)
    return found
