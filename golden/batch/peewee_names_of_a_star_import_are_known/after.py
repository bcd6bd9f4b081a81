from peewee import *


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def counts(users: list[User]) -> list[int]:
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
    return [order_counts_by_user_id.get(user.id, 0) for user in users]


def totals(users: list[User]) -> list[int | None]:
    found = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    order_totals_by_user_id = {}
    for start in range(0, len(user_ids), 1000):
        for user_id, total_row in (
            Order.select(Order.user, fn.SUM(Order.total))
            .where(Order.user.in_(user_ids[start : start + 1000]))
            .group_by(Order.user)
            .tuples()
        ):
            order_totals_by_user_id[user_id] = total_row
    for user in users:
        total = order_totals_by_user_id.get(user.id)
        found.append(total)
    return found
