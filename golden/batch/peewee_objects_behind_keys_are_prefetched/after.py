from peewee import CharField, ForeignKeyField, IntegerField, Model


class Team(Model):
    name = CharField(unique=True)


class User(Model):
    email = CharField(unique=True)
    team = ForeignKeyField(Team, backref="users", null=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders", null=True)
    total = IntegerField()


def emails() -> list[str | None]:
    found = []
    for order in Order.select().order_by(Order.id).prefetch(User):
        found.append(order.user.email if order.user else None)
    return found


def large() -> list[str]:
    return [
        order.user.email
        for order in Order.select().where(Order.total > 10).limit(9).prefetch(User)
    ]


def teams() -> list[str]:
    found = []
    orders = list(
        Order.select()
        .where(Order.user.is_null(False))
        .order_by(Order.id)
        .prefetch(User, Team)
    )
    for order in orders:
        if order.user.team is not None:
            found.append(order.user.team.name)
    return found
