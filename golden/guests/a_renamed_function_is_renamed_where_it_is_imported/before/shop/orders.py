"""Orders and what they cost."""

from shop.prices import gross, net


def total(prices: list[float]) -> float:
    return sum(net(price) for price in prices)


def with_tax(price: float) -> float:
    return gross(price)
