from __future__ import annotations

import uuid

from sqlalchemy import String, Uuid
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
    for document_id in ids:
        document = await session.get(Document, document_id)
        found.append(document.title if document else None)
    return found
