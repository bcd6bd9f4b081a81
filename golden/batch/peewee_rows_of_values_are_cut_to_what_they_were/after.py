from collections import defaultdict

from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def lines(users: list[User]) -> list[tuple[int, ...]]:
    found = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for record in (
            Order.select(Order.total, Order.id, Order.user)
            .where(Order.user.in_(user_ids[start : start + 1000]))
            .order_by(Order.total)
            .tuples()
        ):
            orders_by_user_id[record[2]].append(record[:2])
    for user in users:
        rows = orders_by_user_id.get(user.id, [])
        for row in rows:
            found.append(row)
    return found
