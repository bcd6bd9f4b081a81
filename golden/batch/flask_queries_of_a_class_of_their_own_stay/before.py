from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.query import Query


class Living(Query):
    def get(self, ident):
        found = super().get(ident)
        return None if found is None or found.deleted else found


db = SQLAlchemy(query_class=Living)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    deleted = db.Column(db.Boolean)


def living(ids: list[int]) -> list[User]:
    return [User.query.get(user_id) for user_id in ids]
