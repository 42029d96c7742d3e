import asyncio
import os
import threading

from visualizer.probe import place


def test_a_thread_without_a_loop_has_no_task() -> None:
    assert place.here() == [os.getpid(), threading.current_thread().name, None]
    assert not place.on_loop()


async def test_a_task_is_named() -> None:
    async def inside() -> place.Place:
        return place.here()

    assert place.on_loop()
    found = await asyncio.create_task(inside(), name="Task-of-the-test")
    assert found[2] == "Task-of-the-test"


async def test_a_callback_of_the_loop_has_no_task() -> None:
    found: asyncio.Future[place.Place] = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(lambda: found.set_result(place.here()))
    assert (await found)[2] is None


def test_two_threads_of_one_name_are_told_apart() -> None:
    names: list[object] = []
    for _ in range(2):
        thread = threading.Thread(target=lambda: names.extend([place.here()[1], place.here()[1]]), name="the same")
        thread.start()
        thread.join()
    assert names == ["the same", "the same", "the same (2)", "the same (2)"]
