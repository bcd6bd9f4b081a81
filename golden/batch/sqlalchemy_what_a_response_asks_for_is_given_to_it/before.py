from __future__ import annotations

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


def to_view(db: Session, project: Project) -> ProjectView:
    owner = db.scalar(select(User.email).where(User.id == project.owner_id))
    total = select(func.count()).select_from(Task)
    count = db.scalar(total.where(Task.project_id == project.id))
    return ProjectView(
        id=project.id,
        owner=owner,
        tasks=count or 0,
        open_tasks=[task.id for task in open_tasks(db, project.id)],
    )


def list_projects(db: Session) -> list[ProjectView]:
    projects = db.scalars(select(Project).order_by(Project.id)).all()
    return [to_view(db, project) for project in projects]


def one_project(db: Session, project_id: int) -> ProjectView:
    return to_view(db, db.get_one(Project, project_id))
