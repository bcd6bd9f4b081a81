from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


class Table:
    def __init__(self, entity):
        self.entity = entity

    def find(self, pk: int):
        return self.entity.get_or_none(self.entity.id == pk)


class Users(Table):
    def __init__(self):
        super(Users, self).__init__(User)


class Orders(Table):
    def __init__(self):
        Table.__init__(self, entity=Order)

    def of_user(self, user_id: int):
        rows = self.entity.select().where(self.entity.user == user_id)
        return list(rows.order_by(self.entity.id))


def emails(users: Users, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = users.find(user_id)
        found.append(user.email if user is not None else None)
    return found


def totals(orders: Orders, ids: list[int]) -> dict[int, int]:
    return {i: sum(order.total for order in orders.of_user(i)) for i in ids}
