from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
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

    def account_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, Account]:
        """Answer `account` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        users_by_id = {}
        for start in range(0, len(keys), 1000):
            for user in self.session.scalars(
                select(User).where(User.id.in_(keys[start : start + 1000]))
            ):
                users_by_id[user.id] = user
        return {
            key: Account(id=user.id, email=user.email)
            for key, user in users_by_id.items()
        }


class Accounts:
    def __init__(self, users: Users) -> None:
        self.users = users

    def address(self, user_id: int) -> str:
        account = self.users.account(user_id)
        return f"<{account.email}>"

    def address_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, str]:
        """Answer `address` for many keys at once: a dict by key, without the missing ones."""
        found = self.users.account_by_user_ids(user_ids)
        return {key: f"<{account.email}>" for key, account in found.items()}
