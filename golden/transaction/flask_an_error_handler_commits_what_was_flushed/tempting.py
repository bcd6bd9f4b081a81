from flask import Blueprint, jsonify
from flask_sqlalchemy import SQLAlchemy

bp = Blueprint("orders", __name__)
db = SQLAlchemy()


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    customer_id = db.Column(db.Integer, nullable=False)
    total = db.Column(db.Integer, nullable=False)
    status = db.Column(db.String(20), default="open")


class AuditLog(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    order_id = db.Column(db.Integer, db.ForeignKey("order.id"), nullable=False)
    event = db.Column(db.String(80), nullable=False)


@bp.app_errorhandler(Exception)
def log_error(error):
    db.session.add(AuditLog(order_id=1, event="failed"))
    db.session.commit()
    return jsonify(error=type(error).__name__), 500


@bp.post("/orders/<int:customer_id>/<int:total>")
def place_order(customer_id, total):
    order = Order(customer_id=customer_id, total=total)
    db.session.add(order)
    db.session.flush()
    share = 100 // total
    db.session.add(AuditLog(order_id=order.id, event=f"placed for {share}"))
    db.session.commit()
    return jsonify(id=order.id)
