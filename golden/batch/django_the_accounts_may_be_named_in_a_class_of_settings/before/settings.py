INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "shop"]


class Production:
    AUTH_USER_MODEL = "people.Person"
