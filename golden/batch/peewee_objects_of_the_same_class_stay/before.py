from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)
    boss = ForeignKeyField("self", backref="staff", null=True)


def bosses() -> list[str]:
    return [user.boss.email for user in User.select().where(User.boss.is_null(False))]
