from django.db import models
from django.db.models import Window
from django.db.models.functions import RowNumber


class Bid(models.Model):
    lot = models.IntegerField()
    price = models.IntegerField()

    class Meta:
        app_label = "shop"

    @property
    def rank(self) -> int:
        return self.price // 10


def tops(lots: list[int]) -> list[int]:
    found = []
    unique_lots = list(dict.fromkeys(lots))
    bid_by_lot: dict[int, Bid] = {}
    for start in range(0, len(unique_lots), 1000):
        for bid_row in (
            Bid.objects.filter(lot__in=unique_lots[start : start + 1000])
            .order_by("-price")
            .annotate(
                rank_of_rows=Window(RowNumber(), partition_by="lot", order_by="-price")
            )
            .filter(rank_of_rows=1)
        ):
            bid_by_lot[bid_row.lot] = bid_row
    for lot in lots:
        bid = bid_by_lot.get(lot)
        found.append(bid.rank if bid is not None else 0)
    return found
