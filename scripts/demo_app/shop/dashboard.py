"""The pages of the shop's dashboard."""

from dataclasses import dataclass

from shop.partners import Partners
from shop.reads import Reads


@dataclass(frozen=True)
class CustomerPage:
    name: str
    products: list[str]
    tickets: list[str]
    weather: str
    stock: list[str]


class Dashboard:
    def __init__(self, reads: Reads, partners: Partners) -> None:
        self.reads = reads
        self.partners = partners

    async def customer_page(self, customer_id: int) -> CustomerPage | None:
        customer = await self.reads.customer(customer_id)
        if customer is None:
            return None
        # What they bought and what they asked us.
        orders = await self.reads.orders(customer_id)
        tickets = await self.reads.tickets(customer_id)
        weather = await self.partners.weather(customer.city)
        products = [order.product for order in orders]
        return CustomerPage(
            name=customer.name,
            products=products,
            tickets=[ticket.subject for ticket in tickets],
            weather=weather,
            stock=await self.partners.stock(products),
        )

    async def totals(self) -> dict[str, int | str | None]:
        return {
            "customers": await self.reads.customer_count(),
            "revenue": await self.reads.revenue(),
            "headlines": await self.partners.headlines(),
        }
