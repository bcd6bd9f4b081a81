from peewee import CharField, ForeignKeyField, IntegerField, Model


class Team(Model):
    name = CharField(unique=True)


class User(Model):
    email = CharField(unique=True)
    team = ForeignKeyField(Team, backref="users", null=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders", null=True)
    total = IntegerField()


def greeted() -> list[str]:
    found = []
    for order in Order.select().order_by(Order.id).prefetch(User):
        order.user.email += "!"
        found.append(order.user.email)
    return found
