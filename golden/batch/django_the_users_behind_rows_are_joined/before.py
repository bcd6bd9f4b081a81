from django.contrib.auth.models import User
from django.db import models


class Profile(models.Model):
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="profile")
    points = models.IntegerField(default=0)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    user = models.ForeignKey(
        User, null=True, on_delete=models.CASCADE, related_name="orders"
    )
    status = models.CharField(max_length=20)

    class Meta:
        app_label = "shop"


def names() -> list[tuple[str, str]]:
    found = []
    for profile in Profile.objects.order_by("points"):
        found.append((profile.user.username, profile.user.email))
    return found


def points() -> list[tuple[str, int]]:
    return [(u.username, u.profile.points) for u in User.objects.order_by("username")]
