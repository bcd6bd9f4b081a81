from __future__ import annotations

from sqlalchemy.orm import Session

from shop import models, repository


def counts(session: Session, ids: list[int]) -> dict[int, int]:
    user_ids = list(dict.fromkeys(ids))
    order_counts_by_user_id = repository.count_open_by_user_ids(session, user_ids)
    return {user_id: order_counts_by_user_id.get(user_id, 0) for user_id in ids}
