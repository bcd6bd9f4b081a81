"""Three operations as they are often written: a query for every item of a loop."""

from __future__ import annotations

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Chain(Base):
    __tablename__ = "chains"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Render(Base):
    __tablename__ = "renders"

    id: Mapped[int] = mapped_column(primary_key=True)
    chain_id: Mapped[int] = mapped_column(ForeignKey("chains.id"), index=True)
    made: Mapped[int]


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(index=True)


class Task(Base):
    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(index=True)
    created: Mapped[int]


def chains_with_renders(session: Session) -> dict[str, list[int]]:
    chains = session.scalars(select(Chain).order_by(Chain.id)).all()
    loaded = {}
    for chain in chains:
        renders = session.scalars(
            select(Render).where(Render.chain_id == chain.id).order_by(Render.made, Render.id)
        ).all()
        loaded[chain.name] = [render.id for render in renders]
    return loaded


def order_counts(session: Session, user_ids: list[int]) -> dict[int, int]:
    counts = {}
    for user_id in user_ids:
        counts[user_id] = session.scalar(
            select(func.count()).select_from(Order).where(Order.user_id == user_id)
        )
    return counts


def latest_tasks(session: Session, project_ids: list[int]) -> dict[int, list[int]]:
    latest = {}
    for project_id in project_ids:
        tasks = session.scalars(
            select(Task)
            .where(Task.project_id == project_id)
            .order_by(Task.created.desc(), Task.id)
            .limit(5)
        ).all()
        latest[project_id] = [task.id for task in tasks]
    return latest
