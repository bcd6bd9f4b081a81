from __future__ import annotations

from sqlalchemy.orm import Session

from shop import models, repository


def counts(session: Session, ids: list[int]) -> dict[int, int]:
    return {user_id: repository.count_open(session, user_id) for user_id in ids}
