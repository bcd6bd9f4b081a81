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


def latest(ids: list[int]) -> list[int | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    order_by_user_id: dict[int, Order] = {}
    for start in range(0, len(user_ids), 1000):
        ranked = (
            Order.query.filter(Order.user_id.in_(user_ids[start : start + 1000]))
            .with_entities(
                Order.id,
                func.row_number()
                .over(partition_by=Order.user_id, order_by=Order.total.desc())
                .label("rank"),
            )
            .subquery()
        )
        for order_row in Order.query.join(ranked, Order.id == ranked.c.id).filter(
            ranked.c.rank == 1
        ):
            order_by_user_id[order_row.user_id] = order_row
    for user_id in ids:
        order = order_by_user_id.get(user_id)
        found.append(order.total if order else None)
    return found
