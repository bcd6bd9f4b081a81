from collections import defaultdict

from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def whole(users: list[User]) -> list[list[tuple[int, ...]]]:
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for row in (
            Order.select(Order, Order.user)
            .where(Order.user.in_(user_ids[start : start + 1000]))
            .order_by(Order.id)
            .tuples()
        ):
            orders_by_user_id[row[-1]].append(row[:-1])
    return [list(orders_by_user_id.get(user.id, ())) for user in users]
