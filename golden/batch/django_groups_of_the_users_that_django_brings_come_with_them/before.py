from django.contrib.auth.models import User


def groups() -> list[tuple[str, list[str]]]:
    rows = []
    for user in User.objects.filter(is_active=True).order_by("id"):
        names = [group.name for group in user.groups.all()]
        rows.append((user.username, sorted(names)))
    return rows
