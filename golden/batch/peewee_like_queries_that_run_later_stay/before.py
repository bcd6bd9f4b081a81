from peewee import IntegerField, Model, SqliteDatabase

database = SqliteDatabase(":memory:")


class Task(Model):
    kind = IntegerField()

    class Meta:
        database = database


def numbers() -> list[int]:
    first = Task.select().where(Task.kind == 1)
    second = Task.select().where(Task.kind == 2)
    third = Task.select().where(Task.kind == 3)
    Task.update(kind=2).where(Task.kind == 1).execute()
    return [len(first), len(second), len(third)]
