from motor.motor_asyncio import AsyncIOMotorClientSession, AsyncIOMotorDatabase


async def basket(
    db: AsyncIOMotorDatabase, session: AsyncIOMotorClientSession, user_id: str
) -> dict:
    user = await db.users.find_one({"_id": user_id}, session=session)
    total = await db.orders.count_documents({"user": user_id}, session)
    return {"user": user, "total": total}
