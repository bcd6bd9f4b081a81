from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from shop.errors import NotFound
from shop.models import User


@dataclass(frozen=True)
class Account:
    id: int
    email: str


class Users:
    def __init__(self, session: Session) -> None:
        self.session = session

    def account(self, user_id: int) -> Account:
        user = self.session.get(User, user_id)
        if user is None:
            raise NotFound(user_id)
        return Account(id=user.id, email=user.email)


class Accounts:
    def __init__(self, users: Users) -> None:
        self.users = users

    def address(self, user_id: int) -> str:
        account = self.users.account(user_id)
        return f"<{account.email}>"
