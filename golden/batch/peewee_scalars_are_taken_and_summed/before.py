from peewee import CharField, ForeignKeyField, IntegerField, Model, fn


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def emails(ids: list[int]) -> list[str | None]:
    return [User.select(User.email).where(User.id == i).scalar() for i in ids]


def totals(users: list[User]) -> list[int | None]:
    return [
        Order.select(fn.SUM(Order.total)).where(Order.user == user).scalar()
        for user in users
    ]
