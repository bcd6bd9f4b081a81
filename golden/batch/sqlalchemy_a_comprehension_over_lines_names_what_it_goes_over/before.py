from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Resource(Base):
    __tablename__ = "resources"

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str]


def urls(session: Session, result: dict[str, list[int]]) -> list[str | None]:
    resources = [
        session.get(Resource, resource_id)
        for resource_id in sorted(result["results"], key=lambda i: -i)
        if resource_id > 0
    ]
    return [resource.url if resource else None for resource in resources]
