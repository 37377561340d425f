"""Lets a lamp breathe and answers who asks for its brightness over TCP, in one asyncio loop."""
import asyncio
import math

brightness = 0.0


async def read_catalogue():
    await asyncio.sleep(0.3)  # a real one takes a while


async def answer(reader, writer):
    writer.write(f"{brightness:.2f}\n".encode())
    await writer.drain()
    writer.close()


async def breathe():
    global brightness
    step = 0
    while True:
        brightness = (1 + math.sin(step / 10)) / 2
        step += 1
        await asyncio.sleep(0.1)


async def main():
    await read_catalogue()
    async with await asyncio.start_server(answer, "127.0.0.1", 0):
        await breathe()


asyncio.run(main())
