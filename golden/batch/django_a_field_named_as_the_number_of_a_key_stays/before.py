from django.db import models


class Track(models.Model):
    album = models.CharField(max_length=20)
    _position = models.IntegerField()

    class Meta:
        app_label = "shop"


def counts(albums: list[str]) -> list[int]:
    return [Track.objects.filter(album=album).count() for album in albums]
