"""Counts what the dashboard waits for: round trips one after another, and milliseconds.

Every statement and every request takes 20 ms longer than here in one process, as it would with a
database and partners in another data centre.
"""

import asyncio
import contextlib
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import event
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.util import await_only

from shop.dashboard import Dashboard
from shop.invoices import Invoices
from shop.partners import Partners
from shop.reads import Reads
from shop.tables import Base, Customer, Order, Ticket

DELAY = 0.02


class Meter:
    """The round trips of one run as stretches of time."""

    def __init__(self) -> None:
        self.trips: list[tuple[float, float]] = []

    @contextlib.contextmanager
    def trip(self) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.trips.append((start, time.perf_counter()))

    def rounds(self) -> int:
        """How many trips had to wait for one another: the longest chain that does not overlap."""
        count, busy_until = 0, 0.0
        for start, end in sorted(self.trips, key=lambda trip: trip[1]):
            if start >= busy_until:
                count, busy_until = count + 1, end
        return count


def slow_database(engine: AsyncEngine, meter: Meter) -> None:
    @event.listens_for(engine.sync_engine, "before_cursor_execute")
    def wait(*_: Any) -> None:
        with meter.trip():
            await_only(asyncio.sleep(DELAY))


def slow_partners(meter: Meter) -> httpx.AsyncClient:
    async def answer(request: httpx.Request) -> httpx.Response:
        with meter.trip():
            await asyncio.sleep(DELAY)
        return httpx.Response(200, text=f"{request.url.path} is fine")

    transport = httpx.MockTransport(answer)
    return httpx.AsyncClient(transport=transport, base_url="http://partners.example")


async def fill(engine: AsyncEngine, sessions: async_sessionmaker[AsyncSession]) -> None:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with sessions.begin() as session:
        session.add(Customer(id=1, name="Ada", city="London"))
        await session.flush()
        for number, product in enumerate(
            ("lamp", "desk", "chair", "shelf", "clock", "rug")
        ):
            session.add(
                Order(id=number, customer_id=1, product=product, cents=1000 * number)
            )
        session.add(Ticket(id=1, customer_id=1, subject="Where is my lamp?"))


async def measure(
    title: str, meter: Meter, page: Callable[[], Awaitable[object]]
) -> None:
    await page()  # the first call opens connections: that is not what is measured
    meter.trips.clear()
    start = time.perf_counter()
    await page()
    elapsed = 1000 * (time.perf_counter() - start)
    print(
        f"{title:<14} {len(meter.trips):>3} round trips, "
        f"{meter.rounds():>2} one after another, {elapsed:>4.0f} ms"
    )


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = create_async_engine(f"sqlite+aiosqlite:///{Path(folder, 'shop.db')}")
        sessions = async_sessionmaker(engine, expire_on_commit=False)
        await fill(engine, sessions)
        meter = Meter()
        slow_database(engine, meter)
        async with slow_partners(meter) as client, sessions() as session:
            dashboard = Dashboard(Reads(sessions), Partners(client))
            await measure("customer page", meter, lambda: dashboard.customer_page(1))
            await measure("totals", meter, dashboard.totals)
            await measure("invoice", meter, lambda: Invoices(session).total(1))
        await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main())
