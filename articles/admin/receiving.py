"""Uploaded files from the request to the disk, as they come in: none is held in memory, and what is too much is refused."""

import io
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from articles.store.background.uploads import Incoming, UploadRefused, begin_incoming, drop, write_on

FIELD = "files"
LAST_FIELD = "whole"
"""The form's last field. Where a connection breaks, the request just ends, and only what should have come behind the files tells it."""
BLOCK = 1 << 20


class Receiver(FileUploadHandler):
    """Django's way of handing on the bytes of a form's files; each is written down and closed before the next begins."""

    def __init__(self, request: HttpRequest, folder: Path) -> None:
        super().__init__(request)
        self.folder = folder
        self.files: list[Incoming] = []
        self.open: BinaryIO | None = None
        self.refused: UploadRefused | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        file = Incoming(self.file_name or "", self.folder / f"incoming-{len(self.files)}")
        try:
            self.open = file.path.open("xb")
        except OSError as error:
            self.refuse(UploadRefused("full"), error)
        self.files.append(file)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        assert self.open is not None  # noqa: S101
        try:
            write_on(self.open, self.files[-1], raw_data)
        except UploadRefused as error:
            self.refuse(error, error)

    def file_complete(self, file_size: int) -> UploadedFile:
        assert self.open is not None  # noqa: S101
        try:
            self.open.close()
        except OSError as error:
            self.refuse(UploadRefused("full"), error)
        self.open = None
        return UploadedFile(file=io.BytesIO(), name=self.file_name, size=file_size)  # its bytes are on the disk

    def refuse(self, refused: UploadRefused, cause: Exception) -> None:
        # The rest of the request is read and thrown away: a browser shows an answer only to what it could send whole.
        self.refused = refused
        raise StopUpload(connection_reset=False) from cause

    def upload_interrupted(self) -> None:
        self.close()

    def close(self) -> None:
        if self.open is not None:
            with suppress(OSError):
                self.open.close()
            self.open = None


def receive(request: HttpRequest) -> tuple[Path, list[Incoming]]:
    """The form's files in a folder of their own. Raises UploadRefused, with nothing left behind."""
    expected = int(request.META.get("CONTENT_LENGTH") or 0)
    try:
        folder = begin_incoming(expected)
    except UploadRefused:
        throw_away(request, expected)
        raise
    receiver = Receiver(request, folder)
    request.upload_handlers = [receiver]
    try:
        whole = request.POST.get(LAST_FIELD) == "yes"  # reading it is what takes the request apart
        if receiver.refused is not None or not whole:
            raise receiver.refused or UploadRefused("broken")
    except TooManyFilesSent as error:
        drop(folder)
        raise UploadRefused("many") from error
    except (MultiPartParserError, UnreadablePostError) as error:
        drop(folder)
        raise UploadRefused("broken") from error
    except BaseException:
        drop(folder)
        raise
    finally:
        receiver.close()
    return folder, receiver.files


def throw_away(request: HttpRequest, expected: int) -> None:
    """Read what was sent and forget it, so that the browser shows the answer; far more than is allowed is not even read."""
    left = min(expected, 2 * settings.UPLOAD_LIMIT)
    with suppress(UnreadablePostError):
        while left > 0 and (data := request.read(min(left, BLOCK))):
            left -= len(data)
