from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q


class Team(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Customer(models.Model):
    email = models.CharField(max_length=50, unique=True)
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"
        ordering = ["-total", "id"]


class Price(models.Model):
    team = models.ForeignKey(Team, on_delete=models.CASCADE)
    product = models.IntegerField()
    cents = models.IntegerField(null=True)

    class Meta:
        app_label = "shop"
        unique_together = [("team", "product")]
        get_latest_by = "cents"


class Prices:
    def price(self, team_id: int, product: int) -> Price | None:
        return Price.objects.filter(team_id=team_id, product=product).first()

    def price_by_team_ids_and_products(
        self, keys: Iterable[tuple[int, int]]
    ) -> dict[tuple[int, int], Price]:
        """Answer `price` for many keys at once, each `(team_id, product)`: a dict by key, without the missing ones."""
        wanted = list(dict.fromkeys(keys))
        price_by_team_id_and_product: dict[tuple[int, int], Price] = {}
        for start in range(0, len(wanted), 500):
            for price in Price.objects.filter(
                reduce(
                    or_,
                    (
                        Q(team_id=team_id, product=product)
                        for team_id, product in wanted[start : start + 500]
                    ),
                )
            ):
                price_by_team_id_and_product[(price.team_id, price.product)] = price
        return price_by_team_id_and_product

    def cheaper(self, product: int, cents: int, team_id: int) -> list[Price]:
        return list(
            Price.objects.filter(
                product=product, team_id=team_id, cents__lt=cents
            ).order_by("id")
        )

    def cheaper_by_products_and_team_ids(
        self, keys: Iterable[tuple[int, int]], cents: int
    ) -> dict[tuple[int, int], list[Price]]:
        """Answer `cheaper` for many keys at once, each `(product, team_id)`: a dict by key, without the missing ones."""
        wanted = list(dict.fromkeys(keys))
        prices_by_product_and_team_id: defaultdict[tuple[int, int], list[Price]] = (
            defaultdict(list)
        )
        for start in range(0, len(wanted), 500):
            for price in Price.objects.filter(
                reduce(
                    or_,
                    (
                        Q(product=product, team_id=team_id)
                        for product, team_id in wanted[start : start + 500]
                    ),
                ),
                cents__lt=cents,
            ).order_by("id"):
                prices_by_product_and_team_id[(price.product, price.team_id)].append(
                    price
                )
        return prices_by_product_and_team_id

    def known(self, team_id: int, product: int) -> bool:
        return Price.objects.filter(team_id=team_id, product=product).exists()

    def known_by_team_ids_and_products(
        self, keys: Iterable[tuple[int, int]]
    ) -> set[tuple[int, int]]:
        """Answer `known` for many keys at once, each `(team_id, product)`: those for which it is true."""
        wanted = list(dict.fromkeys(keys))
        team_id_and_products_with_prices: set[tuple[int, int]] = set()
        for start in range(0, len(wanted), 500):
            for row in (
                Price.objects.filter(
                    reduce(
                        or_,
                        (
                            Q(team_id=team_id, product=product)
                            for team_id, product in wanted[start : start + 500]
                        ),
                    )
                )
                .order_by()
                .values_list("team_id", "product")
                .distinct()
            ):
                team_id_and_products_with_prices.add(row)
        return team_id_and_products_with_prices


def overview(
    prices: Prices, pairs: list[tuple[int, int]], cents: int
) -> list[tuple[int | None, list[int], bool]]:
    found = []
    keys = list(dict.fromkeys((team_id, product) for team_id, product in pairs))
    price_by_team_id_and_product = prices.price_by_team_ids_and_products(keys)
    unique_keys = list(dict.fromkeys((product, team_id) for team_id, product in pairs))
    prices_by_product_and_team_id = prices.cheaper_by_products_and_team_ids(
        unique_keys, cents=cents
    )
    team_id_and_products_with_prices = prices.known_by_team_ids_and_products(keys=keys)
    for team_id, product in pairs:
        price = price_by_team_id_and_product.get((team_id, product))
        others = prices_by_product_and_team_id.get((product, team_id), [])
        found.append(
            (
                price.cents if price else None,
                [other.id for other in others],
                (team_id, product) in team_id_and_products_with_prices,
            )
        )
    return found
