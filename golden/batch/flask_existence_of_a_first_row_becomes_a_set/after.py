from __future__ import annotations

from flask_sqlalchemy import SQLAlchemy

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


def idle(ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    user_ids_with_orders: set[int] = set()
    for start in range(0, len(user_ids), 1000):
        for (key,) in (
            Order.query.filter(Order.user_id.in_(user_ids[start : start + 1000]))
            .filter_by(status="paid")
            .distinct()
            .with_entities(Order.user_id)
        ):
            user_ids_with_orders.add(key)
    for user_id in ids:
        if user_id not in user_ids_with_orders:
            found.append(user_id)
    return found
