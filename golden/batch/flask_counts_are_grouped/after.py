from __future__ import annotations

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func

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


def counts(ids: list[int]) -> dict[int, int]:
    user_ids = list(dict.fromkeys(ids))
    order_counts_by_user_id: dict[int, int] = {}
    for start in range(0, len(user_ids), 1000):
        for user_id, count in (
            Order.query.filter(Order.user_id.in_(user_ids[start : start + 1000]))
            .filter_by(status="open")
            .group_by(Order.user_id)
            .with_entities(Order.user_id, func.count())
        ):
            order_counts_by_user_id[user_id] = count
    return {i: order_counts_by_user_id.get(i, 0) for i in ids}
