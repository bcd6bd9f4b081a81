"""Orders and what they cost."""

from shop.prices import gross
from shop.money import net_price


def total(prices: list[float]) -> float:
    return sum(net_price(price) for price in prices)


def with_tax(price: float) -> float:
    return gross(price)
