import asyncio
from unittest.mock import AsyncMock

from app.geo import Geo


def test_route() -> None:
    geo = Geo(AsyncMock())
    geo.locate = AsyncMock(side_effect=["Oslo", "Rome"])
    assert asyncio.run(geo.route("a", "b")) == "Oslo -> Rome"
