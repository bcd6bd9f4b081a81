from django.db import models


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

    def cheaper(self, product: int, cents: int, team_id: int) -> list[Price]:
        return list(
            Price.objects.filter(
                product=product, team_id=team_id, cents__lt=cents
            ).order_by("id")
        )

    def known(self, team_id: int, product: int) -> bool:
        return Price.objects.filter(team_id=team_id, product=product).exists()


def overview(
    prices: Prices, pairs: list[tuple[int, int]], cents: int
) -> list[tuple[int | None, list[int], bool]]:
    found = []
    for team_id, product in pairs:
        price = prices.price(team_id, product)
        others = prices.cheaper(product, team_id=team_id, cents=cents)
        found.append(
            (
                price.cents if price else None,
                [other.id for other in others],
                prices.known(product=product, team_id=team_id),
            )
        )
    return found
