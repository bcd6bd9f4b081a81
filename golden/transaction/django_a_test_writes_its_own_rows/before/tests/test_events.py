from django.test import TestCase

from shop.models import AuditLog, Order


class EventTests(TestCase):
    def test_events_are_counted(self) -> None:
        order = Order.objects.create(customer="ann", total=30)
        AuditLog.objects.create(order=order, event="placed")
        self.assertEqual(AuditLog.objects.count(), 1)
