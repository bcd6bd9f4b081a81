from peewee import CharField, ForeignKeyField, IntegerField, Model, fn


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def counts(users: list[User]) -> list[int]:
    counted = (
        Order.select(Order.user, fn.COUNT(Order.id))
        .where(Order.user.in_(users))
        .group_by(Order.user)
        .limit(5)
    )
    counts = dict(counted.tuples())
    return [counts.get(user.id, 0) for user in users]
