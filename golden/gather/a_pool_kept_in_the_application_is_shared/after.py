"""A page of figures; the pool lives as long as the application."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from fastapi import FastAPI, Request


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.pool = await asyncpg.create_pool("postgresql://localhost/shop")
    try:
        yield
    finally:
        await app.state.pool.close()


app = FastAPI(lifespan=lifespan)


@app.get("/figures")
async def figures(request: Request) -> dict[str, int]:
    pool = request.app.state.pool
    users, orders = await asyncio.gather(
        pool.fetchval("SELECT count(*) FROM users"),
        pool.fetchval("SELECT count(*) FROM orders"),
    )
    return {"users": users, "orders": orders}
