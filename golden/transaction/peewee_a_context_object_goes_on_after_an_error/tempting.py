from peewee import CharField, ForeignKeyField, Model, SqliteDatabase

db = SqliteDatabase("shop.sqlite")


class BaseModel(Model):
    class Meta:
        database = db


class Run(BaseModel):
    name = CharField()


class Row(BaseModel):
    run = ForeignKeyField(Run)
    value = CharField(unique=True)
    state = CharField(default="loaded")


class Recorded:
    def __init__(self, run: Run) -> None:
        self.run = run

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is not None:
            Row.update(state="left over").where(Row.run == self.run).execute()


def load(run: Run, first: str, second: str) -> None:
    with Recorded(run), db.atomic():
        Row.create(run=run, value=first)
        Row.create(run=run, value=second)
