from __future__ import annotations

import uuid

from sqlalchemy import String, Uuid, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Document(Base):
    __tablename__ = "documents"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    title: Mapped[str] = mapped_column(String(100))


async def titles(session: AsyncSession, ids: list[uuid.UUID]) -> list[str | None]:
    found = []
    document_ids = list(dict.fromkeys(ids))
    documents_by_id = {}
    for start in range(0, len(document_ids), 1000):
        for document_row in await session.scalars(
            select(Document).where(Document.id.in_(document_ids[start : start + 1000]))
        ):
            documents_by_id[document_row.id] = document_row
    for document_id in ids:
        document = documents_by_id.get(document_id)
        found.append(document.title if document else None)
    return found
