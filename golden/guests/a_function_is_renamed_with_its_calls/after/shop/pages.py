"""Pages of the shop."""

import json

from shop.store import fetch_order


def page(number: int) -> str:
    order = fetch_order(number)  # the order itself
    return json.dumps({"order": order, "load": 1})
