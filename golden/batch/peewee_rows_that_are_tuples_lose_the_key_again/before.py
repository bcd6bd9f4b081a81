from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def whole(users: list[User]) -> list[list[tuple[int, ...]]]:
    return [
        list(Order.select().where(Order.user == user).order_by(Order.id).tuples())
        for user in users
    ]
