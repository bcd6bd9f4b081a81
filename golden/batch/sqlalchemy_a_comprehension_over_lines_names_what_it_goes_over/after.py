from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Resource(Base):
    __tablename__ = "resources"

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str]


def urls(session: Session, result: dict[str, list[int]]) -> list[str | None]:
    resource_ids = sorted(result["results"], key=lambda i: -i)
    unique_resource_ids = list(
        dict.fromkeys(resource_id for resource_id in resource_ids if resource_id > 0)
    )
    resources_by_id: dict[int, Resource] = {}
    for start in range(0, len(unique_resource_ids), 1000):
        for resource_row in session.scalars(
            select(Resource).where(
                Resource.id.in_(unique_resource_ids[start : start + 1000])
            )
        ):
            resources_by_id[resource_row.id] = resource_row
    resources = [
        resources_by_id.get(resource_id)
        for resource_id in resource_ids
        if resource_id > 0
    ]
    return [resource.url if resource else None for resource in resources]
