from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def emails(ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        try:
            user = User.get_by_id(user_id)
        except User.DoesNotExist:
            continue
        found.append(user.email)
    return found


def names(ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        try:
            user = User.get(User.id == user_id)
        except User.DoesNotExist:
            user = None
        found.append(user.email if user else "-")
    return found
