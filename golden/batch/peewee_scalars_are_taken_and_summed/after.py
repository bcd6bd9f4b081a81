from peewee import CharField, ForeignKeyField, IntegerField, Model, fn


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def emails(ids: list[int]) -> list[str | None]:
    user_ids = list(dict.fromkeys(ids))
    emails_by_id = {}
    for start in range(0, len(user_ids), 1000):
        for row in (
            User.select(User.email, User.id)
            .where(User.id.in_(user_ids[start : start + 1000]))
            .tuples()
        ):
            emails_by_id[row[1]] = row[0]
    return [emails_by_id.get(i) for i in ids]


def totals(users: list[User]) -> list[int | None]:
    user_ids = list(dict.fromkeys(user.id for user in users))
    order_totals_by_user_id = {}
    for start in range(0, len(user_ids), 1000):
        for user_id, total in (
            Order.select(Order.user, fn.SUM(Order.total))
            .where(Order.user.in_(user_ids[start : start + 1000]))
            .group_by(Order.user)
            .tuples()
        ):
            order_totals_by_user_id[user_id] = total
    return [order_totals_by_user_id.get(user.id) for user in users]
