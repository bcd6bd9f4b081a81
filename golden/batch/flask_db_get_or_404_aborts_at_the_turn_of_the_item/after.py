from __future__ import annotations

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from werkzeug.exceptions import NotFound

db = SQLAlchemy()


class User(db.Model):
    __tablename__ = "users"

    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(100), unique=True, nullable=False)
    parent_id = db.Column(db.ForeignKey("users.id"))


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    user_id = db.Column(db.ForeignKey("users.id"), nullable=False)
    status = db.Column(db.String(20))
    total = db.Column(db.Integer)


def emails(ids: list[int]) -> list[str]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in db.session.scalars(
            select(User).where(User.id.in_(user_ids[start : start + 1000]))
        ):
            users_by_id[user_row.id] = user_row
    for user_id in ids:
        if user_id not in users_by_id:
            raise NotFound()
        user = users_by_id[user_id]
        found.append(user.email)
    return found
