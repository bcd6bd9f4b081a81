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


def totals(ids: list[int]) -> list[int | None]:
    user_ids = list(dict.fromkeys(ids))
    order_totals_by_user_id = {}
    for start in range(0, len(user_ids), 1000):
        for key, total in db.session.execute(
            db.select(Order.user_id, db.func.sum(Order.total))
            .where(Order.user_id.in_(user_ids[start : start + 1000]))
            .group_by(Order.user_id)
        ):
            order_totals_by_user_id[key] = total
    return [order_totals_by_user_id.get(user_id) for user_id in ids]
