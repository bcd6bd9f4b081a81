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


def latest(ids: list[int]) -> list[int | None]:
    found = []
    for user_id in ids:
        order = (
            Order.query.filter_by(user_id=user_id).order_by(Order.total.desc()).first()
        )
        found.append(order.total if order else None)
    return found
