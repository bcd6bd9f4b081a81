from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Base

ModelType = TypeVar("ModelType", bound=Base)
CreateType = TypeVar("CreateType")


class CRUDBase(Generic[ModelType, CreateType]):
    def __init__(self, model: type[ModelType]) -> None:
        self.model = model

    async def get(self, db: AsyncSession, id: Any) -> ModelType | None:
        result = await db.execute(select(self.model).where(self.model.id == id))
        return result.scalars().first()

    async def get_by_ids(
        self, db: AsyncSession, ids: Iterable[Any]
    ) -> dict[Any, ModelType]:
        """Answer `get` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(ids))
        rows_by_key: dict[Any, ModelType] = {}
        for start in range(0, len(keys), 1000):
            for row in await db.scalars(
                select(self.model).where(self.model.id.in_(keys[start : start + 1000]))
            ):
                rows_by_key[row.id] = row
        return rows_by_key

    async def create(self, db: AsyncSession, *, obj_in: CreateType) -> ModelType:
        row = self.model(**obj_in.__dict__)
        db.add(row)
        await db.flush()
        return row

    async def update(
        self, db: AsyncSession, row: ModelType, values: dict[str, Any]
    ) -> None:
        for field, value in values.items():
            setattr(row, field, value)
        await db.flush()
