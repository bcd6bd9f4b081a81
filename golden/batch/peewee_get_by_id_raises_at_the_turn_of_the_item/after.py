from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def emails(orders: list[Order]) -> list[str]:
    found = []
    user_ids = list(dict.fromkeys(order.user_id for order in orders))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in User.select().where(
            User.id.in_(user_ids[start : start + 1000])
        ):
            users_by_id[user_row.id] = user_row
    for order in orders:
        if order.user_id not in users_by_id:
            raise User.DoesNotExist(
                "<Model: User> instance matching query does not exist"
            )
        user = users_by_id[order.user_id]
        found.append(user.email)
    return found
