from peewee import CharField, ForeignKeyField, IntegerField, Model


class Team(Model):
    name = CharField(unique=True)


class User(Model):
    email = CharField(unique=True)
    team = ForeignKeyField(Team, backref="users", null=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders", null=True)
    total = IntegerField()


def emails() -> list[str]:
    return [order.user.email for order in Order.select(Order, User).join(User)]


def keys() -> list[int]:
    return [order.user_id for order in Order.select()]
