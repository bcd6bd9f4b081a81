from django.db import models
from django.http import Http404


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


class Seen(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(hidden=False)


class Note(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="notes", on_delete=models.CASCADE
    )
    text = models.CharField(max_length=50)
    hidden = models.BooleanField(default=False)
    seen = Seen()
    objects = models.Manager()

    class Meta:
        app_label = "shop"


def texts(ids: list[int]) -> list[str]:
    found = []
    note_ids = list(dict.fromkeys(ids))
    notes_by_id: dict[int, Note] = {}
    for start in range(0, len(note_ids), 1000):
        for note_row in Note.seen.filter(id__in=note_ids[start : start + 1000]):
            notes_by_id[note_row.id] = note_row
    for i in ids:
        if i not in notes_by_id:
            raise Http404("No Note matches the given query.")
        note = notes_by_id[i]
        found.append(note.text)
    return found
