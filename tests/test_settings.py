"""The settings say which variable is wrong, what its value is, and what cures it."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsdb import settings

ROOT = Path(__file__).resolve().parent.parent


def read_settings(tmp_path: Path, names: str, **variables: str) -> subprocess.CompletedProcess[str]:
    code = f"import json; from newsdb import settings as s; print(json.dumps([{names}], default=str))"
    environment = {"PATH": os.environ["PATH"], "NEWSDB_DATA_DIR": str(tmp_path / "var"), **variables}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_without_any_variable(tmp_path: Path) -> None:
    done = read_settings(tmp_path, "s.DEBUG, s.DATABASES, s.LANGUAGE_CODE, s.SECRET_KEY")
    debug, databases, language, secret = json.loads(done.stdout)
    assert (debug, language) == (False, "zh-hans")
    assert databases["default"]["ENGINE"] == "django.db.backends.sqlite3"
    assert databases["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    kept = tmp_path / "var" / "secret_key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert kept.read_text() == secret
    assert len(secret) > 50
    assert json.loads(read_settings(tmp_path, "s.SECRET_KEY").stdout) == [secret]


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"NEWSDB_DEBUG": "perhaps"}, ["NEWSDB_DEBUG", "'perhaps'", "set it to 1 or 0"]),
        ({"NEWSDB_DATABASE_URL": "oracle://u:topsecret@h/d"}, ["NEWSDB_DATABASE_URL", "oracle", "postgres://"]),
        ({"NEWSDB_DATABASE_URL": "postgres://u:p@h:port/d"}, ["NEWSDB_DATABASE_URL", "postgres://"]),
        ({"NEWSDB_PUBLIC_CONFIDENCE": "much"}, ["NEWSDB_PUBLIC_CONFIDENCE", "'much'", "from 0 to 1"]),
        ({"NEWSDB_PUBLIC_CONFIDENCE": "1.5"}, ["NEWSDB_PUBLIC_CONFIDENCE", "'1.5'", "from 0 to 1"]),
        ({"NEWSDB_LANGUAGE": "fr"}, ["NEWSDB_LANGUAGE", "'fr'", "zh-hans"]),
        ({"NEWSDB_PUBLIC_CONFIDENCE": "nan"}, ["NEWSDB_PUBLIC_CONFIDENCE", "'nan'", "such as 0.8"]),
        ({"NEWSDB_SECRET_KEY_FILE": "no-such-file"}, ["NEWSDB_SECRET_KEY_FILE", "'no-such-file'", "name a readable"]),
        ({"NEWSDB_SECRET_KEY": "x", "NEWSDB_SECRET_KEY_FILE": "y"}, ["NEWSDB_SECRET_KEY", "unset one"]),
        ({"NEWSDB_DATA_DIR": "/dev/null/here"}, ["NEWSDB_DATA_DIR", "'/dev/null/here'", "may write"]),
    ],
)
def test_an_unusable_value_is_named_with_its_cure(tmp_path: Path, variables: dict[str, str], words: list[str]) -> None:
    done = read_settings(tmp_path, "s.DEBUG", **variables)
    assert done.returncode != 0
    for word in words:
        assert word in done.stderr.splitlines()[-1]
    assert "topsecret" not in done.stderr.splitlines()[-1]


def test_secrets_may_come_from_files(tmp_path: Path) -> None:
    url = tmp_path / "url"
    url.write_text("postgres://someone:p%40ss@db.example:5433/news\n")
    done = read_settings(tmp_path, "s.DATABASES['default']", NEWSDB_DATABASE_URL_FILE=str(url))
    (database,) = json.loads(done.stdout)
    assert (database["HOST"], database["PORT"], database["PASSWORD"], database["NAME"]) == ("db.example", 5433, "p@ss", "news")


def test_https_makes_cookies_secure(tmp_path: Path) -> None:
    done = read_settings(tmp_path, "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT", NEWSDB_HTTPS="1")
    assert json.loads(done.stdout) == [True, True, True]


def test_a_value_and_a_file_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDB_X", "1")
    monkeypatch.setenv("NEWSDB_X_FILE", "y")
    with pytest.raises(ImproperlyConfigured):
        settings.env_text("NEWSDB_X")
