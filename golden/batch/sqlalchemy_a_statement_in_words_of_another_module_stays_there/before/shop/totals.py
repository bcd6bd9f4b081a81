from sqlalchemy.orm import Session

from shop.models import User
from shop.statements import orders_of


def totals(session: Session, users: list[User]):
    return [
        [order.total for order in session.scalars(orders_of(user.id)).all()]
        for user in users
    ]
