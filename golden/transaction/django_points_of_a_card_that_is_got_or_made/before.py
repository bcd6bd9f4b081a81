from django.db import models
from django.db.models import F


class Card(models.Model):
    customer_id = models.IntegerField(unique=True)
    points = models.IntegerField(default=0)

    class Meta:
        app_label = "shop"


class Entry(models.Model):
    card = models.ForeignKey(Card, on_delete=models.CASCADE)
    amount = models.IntegerField()

    class Meta:
        app_label = "shop"


class Points:
    def award(self, customer_id, amount):
        card, _ = Card.objects.get_or_create(customer_id=customer_id)
        Card.objects.filter(pk=card.pk).update(points=F("points") + amount)
        Entry.objects.create(card=card, amount=amount)
        return card.pk

    def adjust(self, customer_id, amount):
        card, _ = Card.objects.update_or_create(
            customer_id=customer_id, defaults={"points": amount}
        )
        entry = Entry(card=card, amount=amount)
        entry.save()
        return entry.pk
