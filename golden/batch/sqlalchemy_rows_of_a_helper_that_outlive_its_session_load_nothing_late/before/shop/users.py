from __future__ import annotations

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from shop.models import User

engine = create_engine("sqlite://")


def listed() -> list[User]:
    with Session(engine) as session:
        return list(session.scalars(select(User).order_by(User.id)))
