from peewee import CharField, ForeignKeyField, IntegerField, Model, fn


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def counts(users: list[User]) -> dict[int, int]:
    user_ids = list(dict.fromkeys(user.id for user in users))
    order_counts_by_user_id: dict[int, int] = {}
    for start in range(0, len(user_ids), 1000):
        for user_id, count in (
            Order.select(Order.user, fn.COUNT(Order.id))
            .where(Order.user.in_(user_ids[start : start + 1000]))
            .where(Order.total > 5)
            .group_by(Order.user)
            .tuples()
        ):
            order_counts_by_user_id[user_id] = count
    return {user.id: order_counts_by_user_id.get(user.id, 0) for user in users}
