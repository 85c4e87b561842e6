"""The worker for imports: one thread that does what is due, and lets go when it has to."""

import pytest

from domain.imports.progress import Progress
from domain.ports import Task
from domain.vocabulary import JobState
from tests.imports.desk import Desk
from workers.imports import Importer


@pytest.fixture
def desk(hand, tmp_path):
    made = Desk(hand, tmp_path / "source")
    for number in range(4):
        made.put(f"batch_1/{number}.png", number)
    return made


def test_an_importer_does_what_is_due_and_keeps_no_picture_waiting(desk, until):
    importer = Importer(desk.studio)
    asked = desk.ask_plan()
    assert desk.hand.queue.messages == [Task.IMPORT]
    importer.start()
    importer.poke()
    until(lambda: desk.run(asked.id).state == JobState.SUCCEEDED)
    later = desk.ask_plan()  # whose wake-up is lost
    until(lambda: desk.run(later.id).state == JobState.SUCCEEDED)
    importer.stop()


def test_an_importer_that_stops_gives_back_what_it_does(desk, until, monkeypatch):
    asked = desk.ask_plan()
    importer = Importer(desk.studio)
    commit = Progress.commit

    def committed(*given, **more):
        commit(*given, **more)
        importer.let_go()

    monkeypatch.setattr(Progress, "commit", committed)
    importer.start()
    until(lambda: desk.run(asked.id).state == JobState.QUEUED and desk.run(asked.id).attempts)
    importer.stop()
    monkeypatch.undo()
    desk.work_off()
    assert desk.run(asked.id).state == JobState.SUCCEEDED
