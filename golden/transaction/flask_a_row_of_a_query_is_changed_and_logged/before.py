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


@bp.post("/orders/<int:order_id>/pay")
def pay_order(order_id):
    order = Order.query.get_or_404(order_id)
    order.status = "paid"
    db.session.commit()
    others = Order.query.filter_by(customer_id=order.customer_id).count()
    db.session.add(AuditLog(order_id=order.id, event=f"paid, one of {others}"))
    db.session.commit()
    return jsonify(id=order.id)
