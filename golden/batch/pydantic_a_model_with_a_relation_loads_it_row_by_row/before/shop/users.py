from __future__ import annotations

from sqlalchemy.orm import Session

from shop.models import User
from shop.schemas import UserOut


class Users:
    def __init__(self, session: Session) -> None:
        self.session = session

    def show(self, user_id: int) -> UserOut | None:
        user = self.session.get(User, user_id)
        return UserOut.model_validate(user) if user else None
