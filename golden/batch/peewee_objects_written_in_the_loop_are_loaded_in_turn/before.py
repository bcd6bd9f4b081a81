from peewee import CharField, ForeignKeyField, IntegerField, Model


class Team(Model):
    name = CharField(unique=True)


class User(Model):
    email = CharField(unique=True)
    team = ForeignKeyField(Team, backref="users", null=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders", null=True)
    total = IntegerField()


def renamed() -> list[str]:
    found = []
    for order in Order.select().order_by(Order.id):
        found.append(order.user.email)
        User.update(email="gone@x").where(User.id == 2).execute()
    return found
