"""Settings: what each is when nothing is set, and one clear line for each value that cannot be."""

import pytest

from domain.adapters import database
from domain.adapters.database import NotMigrated
from domain.adapters.settings import NAMES, BadSetting, Settings, read_settings
from domain.adapters.studio import open_studio
from domain.retention import Retention
from domain.vocabulary import BugReportStatus, Role
from tests.domain.hand import Quick


def test_nothing_has_to_be_set(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert read_settings({}) == Settings(
        home=tmp_path / "var",
        host="127.0.0.1",
        port=8000,
        database_url=f"sqlite:///{tmp_path / 'var' / 'studio.db'}",
        files_url=f"file://{tmp_path / 'var' / 'files'}",
        redis_url=None,
        engine="sketch",
        admin_token=None,
        max_body_bytes=1_048_576,
        max_queued_jobs=100_000,
        max_pictures_per_hour=20_000,
        trash_days=30,
        trusted_proxies=(),
        public_url=None,
        oidc_issuer=None,
        oidc_client_id=None,
        oidc_client_secret=None,
        oidc_name=None,
        oidc_allow={},
        bug_report_retention_days=Retention(30),
        log_format=None,
        log_level="info",
        metrics="token",
        metrics_port=None,
    )


def test_empty_means_unset():
    assert read_settings(dict.fromkeys(NAMES.values(), "")) == read_settings({})


def test_the_environment_is_read_when_nothing_else_is_given(monkeypatch):
    monkeypatch.setenv("SPOLVERO_PORT", "8123")
    assert read_settings().port == 8123


def test_each_setting_has_one_name_with_the_prefix():
    assert set(NAMES) == set(Settings.__slots__)
    assert all(name == f"SPOLVERO_{field.upper()}" for field, name in NAMES.items())


GOOD = [
    ("PORT", "0", "port", 0),
    ("PORT", "65535", "port", 65535),
    ("HOST", "::1", "host", "::1"),
    ("ENGINE", "diffusers", "engine", "diffusers"),
    ("ADMIN_TOKEN", "!" * 16, "admin_token", "!" * 16),
    ("ADMIN_TOKEN", "~" * 200, "admin_token", "~" * 200),
    ("MAX_BODY_BYTES", "1024", "max_body_bytes", 1024),
    ("MAX_QUEUED_JOBS", "1", "max_queued_jobs", 1),
    ("TRASH_DAYS", "0", "trash_days", 0),
    ("BUG_REPORT_RETENTION_DAYS", "0", "bug_report_retention_days", Retention(0)),
    (
        "BUG_REPORT_RETENTION_DAYS",
        "90, resolved=7,open=0",
        "bug_report_retention_days",
        Retention(90, {BugReportStatus.RESOLVED: 7, BugReportStatus.OPEN: 0}),
    ),
    (
        "BUG_REPORT_RETENTION_DAYS",
        "wont_fix=36500",
        "bug_report_retention_days",
        Retention(30, {BugReportStatus.WONT_FIX: 36500}),
    ),
    ("LOG_FORMAT", "json", "log_format", "json"),
    ("LOG_LEVEL", "debug", "log_level", "debug"),
    ("METRICS", "off", "metrics", "off"),
    ("METRICS_PORT", "0", "metrics_port", 0),
    ("MAX_QUEUED_JOBS", "10000000", "max_queued_jobs", 10_000_000),
    ("MAX_PICTURES_PER_HOUR", "0", "max_pictures_per_hour", 0),
    ("MAX_PICTURES_PER_HOUR", "10000000", "max_pictures_per_hour", 10_000_000),
    ("REDIS_URL", "redis://queue:6379/0", "redis_url", "redis://queue:6379/0"),
    ("REDIS_URL", "unix:///run/redis.sock", "redis_url", "unix:///run/redis.sock"),
    ("FILES_URL", "file:///srv/a%20b", "files_url", "file:///srv/a%20b"),
    ("FILES_URL", "file://localhost/srv", "files_url", "file://localhost/srv"),
    ("FILES_URL", "s3://pictures", "files_url", "s3://pictures"),
    *(
        ("FILES_URL", url, "files_url", url)
        for url in (
            "s3://pictures/of/foxes/?endpoint=http://127.0.0.1:8333&region=eu-south-1",
            "s3://pictures?endpoint=https%3A%2F%2Fs3.example.org%2F",
        )
    ),
    ("TRUSTED_PROXIES", "10.0.0.0/8, ::1", "trusted_proxies", ("10.0.0.0/8", "::1")),
    ("PUBLIC_URL", "https://a.example/", "public_url", "https://a.example"),
    ("PUBLIC_URL", "http://127.0.0.1:8000", "public_url", "http://127.0.0.1:8000"),
    ("DATABASE_URL", "sqlite:///a.db", "database_url", "sqlite:///a.db"),
    ("DATABASE_URL", "postgresql://db/x", "database_url", "postgresql+psycopg://db/x"),
    ("DATABASE_URL", "postgresql+psycopg://db/x", "database_url", "postgresql+psycopg://db/x"),
]


@pytest.mark.parametrize(("name", "value", "field", "meant"), GOOD)
def test_a_good_value_is_taken(name, value, field, meant):
    assert getattr(read_settings({f"SPOLVERO_{name}": value}), field) == meant


BAD = [
    ("PORT", "-1"),
    ("PORT", "65536"),
    ("PORT", "eighty"),
    ("PORT", "8000.0"),
    ("PORT", " 8000"),
    ("PORT", "٨٠٠٠"),
    ("PORT", "9" * 5000),
    ("FILES_URL", "files"),
    ("FILES_URL", "/srv/files"),
    ("FILES_URL", "http://bucket"),
    ("FILES_URL", "file:files"),
    ("FILES_URL", "file://server/files"),
    ("FILES_URL", "file:///srv/%00"),
    ("FILES_URL", "file:///srv?x=1"),
    ("FILES_URL", "file:///srv#x"),
    ("FILES_URL", "s3://"),
    ("FILES_URL", "s3:///prefix"),
    ("FILES_URL", "s3://x"),
    ("FILES_URL", "s3://Pictures"),
    ("FILES_URL", "s3://pictures:80"),
    ("FILES_URL", "s3://pictures:eighty"),
    ("FILES_URL", "s3://key:secret@pictures"),
    ("FILES_URL", "s3://pictures/a//b"),
    ("FILES_URL", "s3://pictures/a/../b"),
    ("FILES_URL", "s3://pictures/a/%2E%2E"),
    ("FILES_URL", "s3://pictures?endpoint=s3.example.org"),
    ("FILES_URL", "s3://pictures?endpoint="),
    ("FILES_URL", "s3://pictures?endpoint=http://"),
    ("FILES_URL", "s3://pictures?endpoint=ftp://s3.example.org"),
    ("FILES_URL", "s3://pictures?endpoint=http://key:secret@s3.example.org"),
    ("FILES_URL", "s3://pictures?endpoint=http://s3.example.org:eighty"),
    ("FILES_URL", "s3://pictures?endpoint=http://[::1"),
    ("FILES_URL", "s3://pictures?region="),
    ("FILES_URL", "s3://pictures?region=a&region=b"),
    ("FILES_URL", "s3://pictures?secret_access_key=x"),
    ("LOG_FORMAT", "xml"),
    ("LOG_LEVEL", "INFO"),
    ("METRICS", "on"),
    ("METRICS_PORT", "65536"),
    ("MAX_BODY_BYTES", "1023"),
    ("MAX_BODY_BYTES", "1073741825"),
    ("MAX_QUEUED_JOBS", "0"),
    ("MAX_QUEUED_JOBS", "10000001"),
    ("MAX_PICTURES_PER_HOUR", "-1"),
    ("MAX_PICTURES_PER_HOUR", "10000001"),
    ("ADMIN_TOKEN", "too-short"),
    ("ADMIN_TOKEN", "x" * 201),
    ("ADMIN_TOKEN", "with spaces in the middle"),
    ("ADMIN_TOKEN", "unprintable-\x7f-inside"),
    ("ADMIN_TOKEN", "é" * 20),
    ("DATABASE_URL", "mysql://db/x"),
    ("DATABASE_URL", "studio.db"),
    ("DATABASE_URL", "sqlite:///"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DATABASE_URL", "postgresql://db:port/x"),
    ("TRUSTED_PROXIES", "*"),
    ("TRUSTED_PROXIES", "proxy.example.org"),
    ("TRUSTED_PROXIES", "10.0.0.1/8"),
    ("PUBLIC_URL", "studio.example.org"),
    ("PUBLIC_URL", "https://studio.example.org/studio"),
    ("PUBLIC_URL", "https://studio.example.org?x=1"),
    ("PUBLIC_URL", "https://ann@studio.example.org"),
    ("OIDC_ISSUER", "https://accounts.google.com"),
    ("OIDC_CLIENT_ID", "studio"),
    ("OIDC_CLIENT_SECRET", "secret"),
    ("OIDC_NAME", "Google"),
    ("OIDC_ALLOW", "example.org"),
    ("REDIS_URL", "http://queue"),
    ("REDIS_URL", "queue:6379"),
    ("REDIS_URL", "redis://queue:port/0"),
    ("REDIS_URL", "redis://[queue"),
    ("HOME", "~nobody-has-this-name/studio"),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_is_refused_by_one_line_that_names_its_setting(name, value):
    with pytest.raises(BadSetting) as refusal:
        read_settings({f"SPOLVERO_{name}": value})
    said = str(refusal.value)
    assert said.startswith(f"SPOLVERO_{name} ")
    assert said.endswith(".")
    assert "\n" not in said


def test_a_token_that_is_refused_is_not_repeated():
    with pytest.raises(BadSetting) as refusal:
        read_settings({"SPOLVERO_ADMIN_TOKEN": "hunter2"})
    assert "hunter2" not in str(refusal.value)


@pytest.mark.parametrize("name", ["SPOLVERO_PROT", "SPOLVERO_", "SPOLVERO_port"])
def test_an_unknown_name_is_refused_and_the_known_ones_are_told(name):
    with pytest.raises(BadSetting) as refusal:
        read_settings({name: "1", "PATH": "/bin", "OTHER_PORT": "1"})
    assert str(refusal.value).startswith(f"{name} is no setting")
    assert all(known in str(refusal.value) for known in NAMES.values())


def test_a_home_may_have_any_characters(tmp_path):
    home = tmp_path / "a?b #c%20d"
    settings = read_settings({"SPOLVERO_HOME": str(home)})
    with open_studio(settings, Quick()):
        assert (home / "studio.db").is_file()


@pytest.mark.parametrize(("per_hour", "known"), [("0", None), ("7", 7)])
def test_no_pictures_an_hour_means_any_number(tmp_path, per_hour, known):
    environment = {"SPOLVERO_HOME": str(tmp_path), "SPOLVERO_MAX_PICTURES_PER_HOUR": per_hour}
    with open_studio(read_settings(environment), Quick()) as (studio, _):
        assert studio.facts.max_pictures_per_hour == known


def test_the_studio_knows_what_its_engine_can_do(tmp_path):
    with open_studio(read_settings({"SPOLVERO_HOME": str(tmp_path)}), Quick()) as (studio, _):
        assert (studio.facts.model, studio.facts.adapters) == ("quick-1", ("ink",))


def refused_at_the_start(**environment):
    """Start with these settings; give the one line that stops it."""
    settings = read_settings({f"SPOLVERO_{name}": value for name, value in environment.items()})
    with pytest.raises((BadSetting, NotMigrated)) as refusal, open_studio(settings, Quick()):
        pass
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


def test_a_home_that_cannot_be_a_folder_stops_the_start(tmp_path):
    (tmp_path / "file").touch()
    said = refused_at_the_start(HOME=str(tmp_path / "file"))
    assert said.startswith("SPOLVERO_HOME: ")


def test_a_database_that_is_none_stops_the_start(tmp_path):
    (tmp_path / "studio.db").write_text("a text, and no short one, that is no database " * 100)
    said = refused_at_the_start(HOME=str(tmp_path))
    assert said == ("SPOLVERO_DATABASE_URL: no database answers there (file is not a database).")


def test_a_database_whose_folder_cannot_be_stops_the_start(tmp_path):
    (tmp_path / "file").touch()
    url = f"sqlite:///{tmp_path}/file/studio.db"
    said = refused_at_the_start(HOME=str(tmp_path), DATABASE_URL=url)
    assert said.startswith("SPOLVERO_DATABASE_URL: no folder")


def test_a_database_server_that_does_not_answer_stops_the_start(tmp_path):
    pytest.importorskip("psycopg", reason="the wheel psycopg is not installed")
    url = f"postgresql://studio:hunter2@/studio?host={tmp_path}"
    said = refused_at_the_start(HOME=str(tmp_path), DATABASE_URL=url)
    assert said.startswith("SPOLVERO_DATABASE_URL: no database answers")
    assert "hunter2" not in said


def test_with_a_queue_of_its_own_the_database_must_have_been_migrated(tmp_path):
    said = refused_at_the_start(HOME=str(tmp_path), REDIS_URL="redis://127.0.0.1:1/0")
    assert "spolvero migrate" in said


def test_a_database_from_a_newer_program_stops_the_start(tmp_path):
    engine = database.open_database(f"sqlite:///{tmp_path / 'studio.db'}")
    database.migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    said = refused_at_the_start(HOME=str(tmp_path))
    assert said == "The database is of a newer version than this program."


def test_a_second_server_on_one_home_is_refused_and_may_start_once_the_first_has_gone(tmp_path):
    settings = read_settings({"SPOLVERO_HOME": str(tmp_path)})
    with open_studio(settings, Quick()):
        said = refused_at_the_start(HOME=str(tmp_path))
        assert said.startswith("Another server uses this SPOLVERO_HOME")
    with open_studio(settings, Quick()):
        pass


def test_files_that_cannot_be_kept_where_they_should_stop_the_start(tmp_path):
    (tmp_path / "file").touch()
    said = refused_at_the_start(HOME=str(tmp_path), FILES_URL=f"file://{tmp_path}/file")
    assert said.startswith("SPOLVERO_FILES_URL: no files can be kept there (")


def test_a_bucket_server_that_does_not_answer_stops_the_start(tmp_path, monkeypatch):
    pytest.importorskip("obstore", reason="the wheel obstore is not installed")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "studio")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hunter2")
    url = "s3://pictures?endpoint=http://127.0.0.1:1"
    said = refused_at_the_start(HOME=str(tmp_path), FILES_URL=url)
    assert said == "SPOLVERO_FILES_URL: no files can be kept there (no answer)."


@pytest.mark.parametrize(
    ("shared", "left"), [({}, False), ({"SPOLVERO_FILES_URL": "file:///{}/shared"}, True)]
)
def test_only_in_a_folder_of_its_own_a_start_clears_away_what_is_unfinished(tmp_path, shared, left):
    """Elsewhere another studio may be writing just now; there the hourly sweep does it."""
    environment = {name: url.format(tmp_path) for name, url in shared.items()}
    folder = tmp_path / ("shared" if shared else "files") / "unfinished"
    folder.mkdir(parents=True)
    (folder / "half").touch()
    settings = read_settings({"SPOLVERO_HOME": str(tmp_path), **environment})
    with open_studio(settings, Quick()):
        assert (folder / "half").exists() is left


# The OpenID Connect provider.

OIDC = {
    "SPOLVERO_OIDC_ISSUER": "https://accounts.google.com",
    "SPOLVERO_OIDC_CLIENT_ID": "studio",
    "SPOLVERO_PUBLIC_URL": "https://studio.example.org/",
}


def test_a_provider_needs_an_issuer_a_client_id_and_where_browsers_find_us():
    oidc = read_settings(OIDC).oidc
    assert oidc is not None
    assert oidc.redirect_uri == "https://studio.example.org/api/v1/session/oidc/callback"
    assert (oidc.name, oidc.client_secret) == ("accounts.google.com", None)
    named = read_settings({**OIDC, "SPOLVERO_OIDC_NAME": "Google"}).oidc
    assert named is not None
    assert named.name == "Google"
    assert read_settings({}).oidc is None


WRONG = [
    ("PUBLIC_URL", ""),
    ("OIDC_CLIENT_ID", ""),
    ("OIDC_ISSUER", "accounts.google.com"),
    ("OIDC_ISSUER", "ftp://accounts.google.com"),
    ("OIDC_ISSUER", "https://accounts.google.com?x=1"),
    ("OIDC_NAME", "x" * 61),
    ("OIDC_NAME", "a\nb"),
    *(("OIDC_ALLOW", rule) for rule in ("*", "a b", "example.org=owner", "@", "ann@", "a@b@c.org")),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_provider_that_cannot_be_is_refused_by_one_line_that_names_its_setting(name, value):
    with pytest.raises(BadSetting, match=f"SPOLVERO_{name}") as refusal:
        read_settings({**OIDC, f"SPOLVERO_{name}": value})
    assert "\n" not in str(refusal.value)


def test_who_may_come_in_uninvited_is_a_viewer_unless_it_is_said():
    rules = "example.org, Ann@Example.net=admin,@example.com=operator"
    assert read_settings({**OIDC, "SPOLVERO_OIDC_ALLOW": rules}).oidc_allow == {
        "@example.org": Role.VIEWER,
        "ann@example.net": Role.ADMIN,
        "@example.com": Role.OPERATOR,
    }
