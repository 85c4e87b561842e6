"""What the studio does again and again by itself."""

from domain import schedule_runs, schedules
from domain.vocabulary import ScheduleName
from handlers import wire
from handlers.call import NO_STORE, Call, Reply
from handlers.represent import schedules as represent


def list_schedules(call: Call, cursor: str | None, limit: int) -> Reply[wire.SchedulePage]:
    """List all schedules as they stand."""
    with call.studio.look() as work:
        page = represent.schedules(schedules.page(work, cursor, limit))
    return Reply(page, headers=NO_STORE)


def get_schedule(call: Call, schedule_name: ScheduleName) -> Reply[wire.Schedule]:
    """Tell how it stands with one schedule."""
    with call.studio.look() as work:
        standing = represent.schedule(schedules.look_at(work, schedule_name))
    return Reply(standing, headers=NO_STORE)


def run_schedule(call: Call, schedule_name: ScheduleName) -> Reply[wire.ScheduleRun]:
    """Ask for a run now."""
    with call.studio.work() as work:
        asked = schedule_runs.ask(work, schedule_name, call.user)
        run = represent.schedule_run(asked)
    return Reply(run, headers={"Location": represent.schedule_run_url(asked)})


def list_schedule_runs(
    call: Call, schedule_name: ScheduleName, cursor: str | None, limit: int
) -> Reply[wire.ScheduleRunPage]:
    """List the runs of a schedule."""
    with call.studio.look() as work:
        page = schedule_runs.page(work, schedule_name, cursor, limit)
        runs = represent.schedule_runs(page)
    return Reply(runs, headers=NO_STORE)


def get_schedule_run(
    call: Call, schedule_name: ScheduleName, run_id: str
) -> Reply[wire.ScheduleRun]:
    """Tell how far a run has got."""
    with call.studio.look() as work:
        run = schedule_runs.get(work, schedule_name, run_id)
        return Reply(represent.schedule_run(run), headers=NO_STORE)
