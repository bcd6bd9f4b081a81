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
    async def create(self, customer_id: int, total: int) -> Order:
        order = Order(customer_id=customer_id, total=total)
        self.session.add(order)
        await self.session.flush()
        await self.session.refresh(order)
        return order


class Audit(Repository):
    def __init__(self, session: AsyncSession, source: str = "shop") -> None:
        super().__init__(session)
        self.source = source

    async def write(self, order: Order, event: str) -> None:
        self.session.add(AuditLog(order_id=order.id, event=f"{self.source}: {event}"))
        await self.session.flush()


class Shop:
    def __init__(self, session: AsyncSession, log_session: AsyncSession) -> None:
        self.orders = Orders(session)
        self.audit = Audit(log_session)

    async def place(self, customer_id: int, total: int) -> int:
        order = await self.orders.create(customer_id, total)
        await self.audit.write(order, "placed")
        await self.audit.session.commit()
        return order.id


async def place_order(customer_id: int, total: int) -> int:
    async with SessionLocal() as session, SessionLocal() as log_session:
        return await Shop(session, log_session).place(customer_id, total)
