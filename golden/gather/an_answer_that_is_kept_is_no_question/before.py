from openai import AsyncOpenAI


async def drafts(client: AsyncOpenAI, topic: str) -> tuple[str | None, str | None]:
    prompts = [{"role": "user", "content": f"Write about {topic}"}]
    first = await client.chat.completions.create(
        model="gpt-4o-mini", messages=prompts, store=True
    )
    second = await client.chat.completions.create(
        model="gpt-4o", messages=prompts, store=True
    )
    return first.choices[0].message.content, second.choices[0].message.content
