from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def emails(ids: list[int]) -> list[str]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in User.select().where(
            User.id.in_(user_ids[start : start + 1000])
        ):
            users_by_id[user_row.id] = user_row
    for user_id in ids:
        user = users_by_id.get(user_id)
        if user is None:
            continue
        found.append(user.email)
    return found


def names(ids: list[int]) -> list[str]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in User.select().where(
            User.id.in_(user_ids[start : start + 1000])
        ):
            users_by_id[user_row.id] = user_row
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user.email if user else "-")
    return found
