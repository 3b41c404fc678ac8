"""manage.py send_alerts, with Django's own outbox."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import CommandError, call_command

from articles.models import SavedSearch
from articles.store.watching import save
from tests.store.told import WORLD, keep

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("send_alerts", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    for name, address in (("读者", "reader@example.org"), ("无址", "")):
        save(SavedSearch(user=User.objects.create_user(name, address), name="关注", query="招商"))
    keep(WORLD[:1], monkeypatch)


def test_what_is_new_is_mailed_once(searches: None) -> None:
    out, err = run("--print")
    assert out.count("To: ") == 2
    assert mail.outbox == []
    out, err = run()
    assert out == "1 mails sent.\n"
    assert "No mail address: 无址" in err
    [message] = mail.outbox
    assert message.to == ["reader@example.org"]
    assert WORLD[0].url in message.body
    assert run()[0] == "0 mails sent.\n"


def test_what_is_not_sent_comes_again(searches: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError("no route")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        with pytest.raises(SystemExit):
            run()
    assert run()[0] == "1 mails sent.\n"


def test_without_a_mail_server_the_cure_is_said(settings: Any) -> None:
    settings.EMAIL_HOST = ""
    with pytest.raises(CommandError, match="NEWSDB_SMTP_HOST"):
        run()
