from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def totals(users: list[User]) -> list[int | None]:
    return [
        Order.select(Order.total).where(Order.user == user).scalar() for user in users
    ]
