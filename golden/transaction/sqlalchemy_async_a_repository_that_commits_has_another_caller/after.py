from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_async_engine("postgresql+asyncpg://localhost/shop")
SessionLocal = async_sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int]
    total: Mapped[int]
    status: Mapped[str] = mapped_column(default="open")


class AuditLog(Base):
    __tablename__ = "audit_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    event: Mapped[str]


class Repository:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session


class Orders(Repository):
    async def create(
        self, customer_id: int, total: int, *, commit: bool = True
    ) -> Order:
        order = Order(customer_id=customer_id, total=total)
        self.session.add(order)
        if commit:
            await self.session.commit()
        else:
            await self.session.flush()
        await self.session.refresh(order)
        return order


class Shop:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session
        self.orders = Orders(session)

    async def place(self, customer_id: int, total: int) -> int:
        order = await self.orders.create(customer_id, total, commit=False)
        self.session.add(AuditLog(order_id=order.id, event="placed"))
        await self.session.commit()
        return order.id


async def place_order(customer_id: int, total: int) -> int:
    async with SessionLocal() as session:
        return await Shop(session).place(customer_id, total)


async def import_order(customer_id: int) -> None:
    async with SessionLocal() as session:
        await Orders(session).create(customer_id, 0)
