"""Pages of the shop."""

import json

from shop.store import load


def page(number: int) -> str:
    order = load(number)  # the order itself
    return json.dumps({"order": order, "load": 1})
