"""A report on prices."""

import shop.prices


def lines(prices: list[float]) -> list[str]:
    net = "net"
    return [f"{net}: {shop.prices.net(price):.2f}" for price in prices]
