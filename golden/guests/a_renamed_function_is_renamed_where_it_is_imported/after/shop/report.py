"""A report on prices."""

import shop.money


def lines(prices: list[float]) -> list[str]:
    net = "net"
    return [f"{net}: {shop.money.net_price(price):.2f}" for price in prices]
