from collections import defaultdict

from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def whole(users: list[User]) -> list[list[dict[str, int]]]:
    found = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for row in (
            Order.select()
            .where(Order.user.in_(user_ids[start : start + 1000]))
            .order_by(Order.total)
            .dicts()
        ):
            orders_by_user_id[row["user"]].append(row)
    for user in users:
        rows = orders_by_user_id.get(user.id, [])
        found.append(list(rows))
    return found


def parts(users: list[User]) -> list[list[dict[str, int]]]:
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for row in (
            Order.select(Order.total, Order.id, Order.user)
            .where(Order.user.in_(user_ids[start : start + 1000]), Order.total > 5)
            .order_by(Order.id)
            .dicts()
        ):
            orders_by_user_id[row.pop("user")].append(row)
    return [list(orders_by_user_id.get(user.id, ())) for user in users]


def one(ids: list[int]) -> list[dict[str, str] | None]:
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    for start in range(0, len(user_ids), 1000):
        for row in (
            User.select(User.email, User.id)
            .where(User.id.in_(user_ids[start : start + 1000]))
            .dicts()
        ):
            users_by_id[row.pop("id")] = row
    return [users_by_id.get(i) for i in ids]
