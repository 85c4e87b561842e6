"""When a picture was made: by sidecar, name, EXIF and the file's time, in this order."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.imports.metadata import dating, stamps
from domain.imports.metadata.facts import Facts
from domain.vocabulary import ImportDatedBy

BERLIN = ZoneInfo("Europe/Berlin")
WRITTEN = 1_760_000_000_123_456_789


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def when(path="a.png", stamp=None, texts=None, mtime_ns=WRITTEN, zone="UTC"):
    return dating.when(Facts(stamp=stamp), path, texts or {}, mtime_ns, zone)


def test_the_first_that_tells_a_moment_counts():
    exif = {"exif:DateTimeOriginal": "2025:03:03 03:03:03"}
    path = "b_20250404_040404/20250202_020202.png"
    assert when(path, "2025-01-01T01:01:01", exif) == (
        at("2025-01-01T01:01:01"),
        ImportDatedBy.SIDECAR,
    )
    assert when(path, None, exif) == (at("2025-02-02T02:02:02"), ImportDatedBy.NAME)
    assert when(path, "yesterday", exif) == (at("2025-02-02T02:02:02"), ImportDatedBy.NAME)
    assert when("fox.png", None, exif) == (at("2025-03-03T03:03:03"), ImportDatedBy.EXIF)
    assert when("fox.png") == (at("2025-10-09T08:53:20.123456"), ImportDatedBy.MTIME)


def test_a_folders_name_counts_where_the_files_own_has_no_stamp():
    assert when("b_20250404_040404/c_20250505_050505/d/fox.png")[0] == at("2025-05-05T05:05:05")
    assert when("20250404_040404/20251399_000000.png")[0] == at("2025-04-04T04:04:04")


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("20251014_223846", "2025-10-14T22:38:46"),
        ("20251014-223846_death", "2025-10-14T22:38:46"),
        ("20251014223846", "2025-10-14T22:38:46"),
        ("20251014T223846Z", "2025-10-14T22:38:46"),
        ("death_20251014_223846", "2025-10-14T22:38:46"),
        ("20251014_223846_123456_death", "2025-10-14T22:38:46.123456"),
        ("2025-10-14T22:38:46", "2025-10-14T22:38:46"),
        ("2025-10-14T22:38:46.123456_death", "2025-10-14T22:38:46.123456"),
        ("2025-10-14T22:38:46,5", "2025-10-14T22:38:46.5"),
        ("2025-10-14T22:38:46.123456789", "2025-10-14T22:38:46.123456"),
        ("2025-10-14T22-38-46", "2025-10-14T22:38:46"),
        ("2025-10-14_22-38-46 (2)", "2025-10-14T22:38:46"),
        ("2025-10-14T223846", "2025-10-14T22:38:46"),
        ("Screenshot 2025-10-14 at 22.38.46", "2025-10-14T22:38:46"),
        ("2025-10-14T22:38:46+02:00", "2025-10-14T20:38:46"),
        ("2025-10-14T22-38-46+0530", "2025-10-14T17:08:46"),
        ("2025-10-14T22:38:46-05:00", "2025-10-15T03:38:46"),
        ("20251014_223846-0500", "2025-10-14T22:38:46"),  # as likely a number
        ("20251314_223846_20251014_223846", "2025-10-14T22:38:46"),
        ("20251014_22384", None),
        ("120251014_223846", None),
        ("20251014_2238461", None),
        ("00012-1234567890", None),
        ("2025-10-14", None),
        ("20250229_120000", None),
        ("20251014_240000", None),
        ("20251014_223860", None),
        ("19691231_235959", None),
        ("00001014_223846", None),
        ("20251014_223846+9900", None),
        ("٢٠٢٥١٠١٤_٢٢٣٨٤٦", None),
    ],
)
def test_a_name_tells_a_moment_in_the_ways_that_programs_write_it(name, moment):
    for path in (f"{name}.png", f"some/where/{name}.json.png"):
        moment_read, told = when(path)
        if moment is None:
            assert told is ImportDatedBy.MTIME
        else:
            assert (moment_read, told) == (at(moment), ImportDatedBy.NAME)


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        ("2025-10-14T22:38:46", "2025-10-14T22:38:46"),
        ("2025-10-14 22:38:46.5", "2025-10-14T22:38:46.5"),
        ("2025-10-14t22:38:46z", "2025-10-14T22:38:46"),
        ("2025-10-14T22:38:46 +02:00", "2025-10-14T20:38:46"),
        ("2025-10-14T22:38:46-08", "2025-10-15T06:38:46"),
        ("2025-10-14T22:38", "2025-10-14T22:38:00"),
        ("20251014T223846", "2025-10-14T22:38:46"),
        ("20251014_223846", "2025-10-14T22:38:46"),
        ("20251014223846", "2025-10-14T22:38:46"),
        ("2025-10-14", "2025-10-14T00:00:00"),
        ("20251014", "2025-10-14T00:00:00"),
        ("2025:10:14 22:38:46", "2025-10-14T22:38:46"),
        ("2025/10/14 22:38:46 UTC", "2025-10-14T22:38:46"),
        ("1760481526", "2025-10-14T22:38:46"),
        ("1760481526.25", "2025-10-14T22:38:46.25"),
        ("1760481526250", "2025-10-14T22:38:46.25"),
        ("Tue, 14 Oct 2025 22:38:46 +0200", "2025-10-14T20:38:46"),
        ("14 Oct 2025 22:38:46 GMT", "2025-10-14T22:38:46"),
        ("1970-01-01T00:00:00", "1970-01-01T00:00:00"),
        ("9999-12-31T23:59:59.999999", "9999-12-31T23:59:59.999999"),
        ("9999-12-31T23:59:59-01:00", None),
        ("1970-01-01T00:00:00+00:01", None),
        ("0000:00:00 00:00:00", None),
        ("    :  :     :  :  ", None),
        ("0", None),
        ("-1760481526", None),
        ("99999999999999999999", None),
        ("2025-10/14", None),
        ("14 Foo 2025 22:38:46", None),
        ("yesterday", None),
        ("", None),
        (" " * 100 + "2025-10-14", "2025-10-14T00:00:00"),
        ("2025-10-14T22:38:46" + "0" * 100, None),
    ],
)
def test_a_stamp_is_read_in_the_ways_that_programs_write_it(stamp, moment):
    assert stamps.of_text(stamp, UTC) == (moment and at(moment))


def test_a_stamp_without_a_zone_is_in_the_zone_of_the_import():
    assert when(stamp="2025-07-01T12:00:00", zone="Europe/Berlin")[0] == at("2025-07-01T10:00:00")
    assert when("20250701_120000.png", zone="Asia/Kolkata")[0] == at("2025-07-01T06:30:00")
    assert when(stamp="2025-07-01T12:00:00Z", zone="Europe/Berlin")[0] == at("2025-07-01T12:00:00")
    assert when(zone="Europe/Berlin") == when()  # a file's time is in no zone


def test_an_hour_that_came_twice_is_the_first_and_one_that_never_came_is_read_as_if_it_had():
    assert stamps.of_text("2025-10-26T02:30:00", BERLIN) == at("2025-10-26T00:30:00")  # in summer
    assert stamps.of_text("2025-10-26T03:30:00", BERLIN) == at("2025-10-26T02:30:00")
    assert stamps.of_text("2025-03-30T01:30:00", BERLIN) == at("2025-03-30T00:30:00")
    assert stamps.of_text("2025-03-30T02:30:00", BERLIN) == at("2025-03-30T01:30:00")  # 3:30 there
    assert stamps.of_text("2025-03-30T03:30:00", BERLIN) == at("2025-03-30T01:30:00")


@pytest.mark.parametrize(
    ("texts", "moment"),
    [
        ({"exif:DateTime": "2025:10:14 22:38:46"}, "2025-10-14T22:38:46"),
        (
            {
                "exif:DateTime": "2025:10:15 00:00:00",
                "exif:DateTimeOriginal": "2025:10:14 22:38:46\0",
            },
            "2025-10-14T22:38:46",
        ),
        (
            {
                "exif:DateTimeOriginal": "0000:00:00 00:00:00",
                "exif:DateTime": "2025:10:14 22:38:46",
            },
            "2025-10-14T22:38:46",
        ),
        (
            {
                "exif:DateTimeOriginal": "2025:10:14 22:38:46",
                "exif:OffsetTimeOriginal": "+02:00",
                "exif:SubsecTimeOriginal": "25 ",
            },
            "2025-10-14T20:38:46.25",
        ),
        (
            {"exif:DateTimeOriginal": "2025:10:14 22:38:46", "exif:OffsetTimeOriginal": "north"},
            "2025-10-14T22:38:46",
        ),
        ({"xmp": '<r xmp:CreateDate="2025-10-14T22:38:46Z"/>'}, "2025-10-14T22:38:46"),
        ({"xmp": "<exif:DateTimeOriginal>2025-10-14T22:38:46Z</e>"}, "2025-10-14T22:38:46"),
        ({"xmp": '<r xmp:CreateDate="x" xmp:ModifyDate="2025-10-14"/>'}, None),
        ({"Creation Time": "Tue, 14 Oct 2025 22:38:46 +0000"}, "2025-10-14T22:38:46"),
        ({"Creation Time": "long ago"}, None),
        ({"parameters": "2025-10-14T22:38:46"}, None),
    ],
)  # fmt: skip
def test_what_is_written_within_a_picture_may_tell_when(texts, moment):
    read, told = when(texts=texts)
    if moment is None:
        assert told is ImportDatedBy.MTIME
    else:
        assert (read, told) == (at(moment), ImportDatedBy.EXIF)


@pytest.mark.parametrize("mtime_ns", [-1, -(2**63), 2**63 * 100])
def test_a_file_whose_time_is_out_of_bounds_was_made_in_1970(mtime_ns):
    assert when(mtime_ns=mtime_ns) == (stamps.EPOCH, ImportDatedBy.MTIME)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("UTC", True),
        ("Europe/Berlin", True),
        ("America/Argentina/Buenos_Aires", True),
        ("Etc/GMT+12", True),
        ("Europe", False),
        ("Europe/Atlantis", False),
        ("localtime", False),
        ("right/Europe/Berlin", False),
        ("../../etc/passwd", False),
        ("", False),
    ],
)
def test_a_zone_is_known_by_its_iana_name(name, known):
    assert dating.is_zone(name) is known


def test_every_zone_can_be_used():
    for zone in filter(dating.is_zone, available_timezones()):
        assert when(stamp="2025-10-14T22:38:46", zone=zone)[1] is ImportDatedBy.SIDECAR


@given(
    moment=st.datetimes(datetime(1970, 1, 2), datetime(9999, 12, 30)),
    offset=st.none() | st.integers(-12 * 60, 14 * 60),
)
def test_what_python_writes_is_read_back(moment, offset):
    zone = timezone(timedelta(minutes=offset or 0))
    written = moment.replace(tzinfo=zone)
    text = (written if offset is not None else moment).isoformat()
    assert stamps.of_text(text, UTC) == written.astimezone(UTC)
    assert stamps.of_name(f"x_{text}_y", UTC) == written.astimezone(UTC)
    compact = f"{moment:%m%d_%H%M%S}"
    named = stamps.of_name(f"{moment.year:04}{compact}", UTC)
    assert named == moment.replace(microsecond=0, tzinfo=UTC)


@given(
    path=st.text(st.sampled_from("0123456789-_:.T /Z+a"), max_size=40),
    stamp=st.text(max_size=30) | st.text(st.sampled_from("0123456789-:.TZ+ "), max_size=30),
    texts=st.dictionaries(st.sampled_from(["xmp", "exif:DateTime", "exif:OffsetTime"]), st.text()),
    mtime_ns=st.integers(-(2**64), 2**64),
)
def test_there_is_always_a_moment_in_utc(path, stamp, texts, mtime_ns):
    moment, told = when(path, stamp, texts, mtime_ns, "Pacific/Apia")
    assert moment.tzinfo is UTC
    assert moment >= stamps.EPOCH
    assert told in ImportDatedBy
