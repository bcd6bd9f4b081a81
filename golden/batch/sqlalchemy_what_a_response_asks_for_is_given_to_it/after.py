from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100))


class Project(Base):
    __tablename__ = "projects"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Task(Base):
    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    done: Mapped[bool]


@dataclass
class ProjectView:
    id: int
    owner: str | None
    tasks: int
    open_tasks: list[int]


def open_tasks(db: Session, project_id: int) -> list[Task]:
    stmt = (
        select(Task)
        .where(Task.project_id == project_id, Task.done.is_(False))
        .order_by(Task.id.desc())
    )
    return list(db.scalars(stmt))


def open_tasks_by_project_ids(
    db: Session, project_ids: Iterable[int]
) -> dict[int, list[Task]]:
    """Answer `open_tasks` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(project_ids))
    tasks_by_project_id: defaultdict[int, list[Task]] = defaultdict(list)
    for start in range(0, len(keys), 1000):
        for task in db.scalars(
            select(Task)
            .where(
                Task.project_id.in_(keys[start : start + 1000]), Task.done.is_(False)
            )
            .order_by(Task.id.desc())
        ):
            tasks_by_project_id[task.project_id].append(task)
    return tasks_by_project_id


def to_view(
    db: Session,
    project: Project,
    *,
    emails_by_id=None,
    task_counts_by_project_id: dict[int, int] | None = None,
    tasks_by_project_id: dict[int, list[Task]] | None = None,
) -> ProjectView:
    owner = (
        emails_by_id.get(project.owner_id)
        if emails_by_id is not None
        else db.scalar(select(User.email).where(User.id == project.owner_id))
    )
    count = (
        task_counts_by_project_id.get(project.id, 0)
        if task_counts_by_project_id is not None
        else db.scalar(
            select(func.count()).select_from(Task).where(Task.project_id == project.id)
        )
    )
    return ProjectView(
        id=project.id,
        owner=owner,
        tasks=count or 0,
        open_tasks=[
            task.id
            for task in (
                tasks_by_project_id.get(project.id, [])
                if tasks_by_project_id is not None
                else open_tasks(db, project.id)
            )
        ],
    )


def list_projects(db: Session) -> list[ProjectView]:
    projects = db.scalars(select(Project).order_by(Project.id)).all()
    user_ids = list(dict.fromkeys(project.owner_id for project in projects))
    emails_by_id = {}
    for start in range(0, len(user_ids), 1000):
        for user_id, value in db.execute(
            select(User.id, User.email).where(
                User.id.in_(user_ids[start : start + 1000])
            )
        ):
            emails_by_id[user_id] = value
    project_ids = list(dict.fromkeys(project.id for project in projects))
    task_counts_by_project_id: dict[int, int] = {}
    for start in range(0, len(project_ids), 1000):
        for project_id, count in db.execute(
            select(Task.project_id, func.count())
            .select_from(Task)
            .where(Task.project_id.in_(project_ids[start : start + 1000]))
            .group_by(Task.project_id)
        ):
            task_counts_by_project_id[project_id] = count
    tasks_by_project_id = open_tasks_by_project_ids(db, project_ids)
    return [
        to_view(
            db,
            project,
            emails_by_id=emails_by_id,
            task_counts_by_project_id=task_counts_by_project_id,
            tasks_by_project_id=tasks_by_project_id,
        )
        for project in projects
    ]


def one_project(db: Session, project_id: int) -> ProjectView:
    return to_view(db, db.get_one(Project, project_id))
