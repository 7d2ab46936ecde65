"""Reads a form that is larger than its page takes, past its files, so that what was written can be shown again."""

from collections.abc import Iterator
from typing import IO
from urllib.parse import parse_qsl

from flask import request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.http import parse_options_header
from werkzeug.sansio import multipart

READ_ON = 4  # times what a page takes: a long film is left unread, and its page says that nothing was kept
MOST_WORDS = 4_194_304  # bytes of text that are kept of a form, whatever its page takes
MOST_PARTS = 600
CHUNK = 65_536

Fields = list[tuple[str, str]]


def take_words(most: int) -> bool:
    """Take the fields of a form larger than `most` bytes as what was sent, without its files.

    Returns False where the body was not refused for its length, or holds more than can be read in peace: then nothing
    was read. The files are read as well, piece by piece, because a browser shows no answer before it has sent them.
    """
    length = request.content_length
    if length is None or not most < length <= READ_ON * most:
        return False
    boundary = parse_options_header(request.content_type)[1].get("boundary", "")
    try:
        if request.mimetype == "multipart/form-data" and boundary:
            fields = _of_parts(boundary.encode(), _chunks(length))
        elif request.mimetype == "application/x-www-form-urlencoded" and length <= MOST_WORDS:
            sent = b"".join(_chunks(length)).decode()
            fields = parse_qsl(sent, keep_blank_values=True, max_num_fields=MOST_PARTS)
        else:
            return False
    except ValueError:
        return False
    request.form = ImmutableMultiDict(fields)
    request.files = ImmutableMultiDict()
    return True


def _chunks(length: int) -> Iterator[bytes]:
    # Flask's own stream refuses a body of this length before it gives the first byte.
    body: IO[bytes] = request.environ["wsgi.input"]
    while length > 0 and (chunk := body.read(min(CHUNK, length))):
        length -= len(chunk)
        yield chunk


def _of_parts(boundary: bytes, chunks: Iterator[bytes]) -> Fields:
    """The fields of a form with files. Raises ValueError for a body that is no form, or holds too many words."""
    decoder = multipart.MultipartDecoder(boundary, max_parts=MOST_PARTS)
    fields, name, words, kept = Fields(), None, bytearray(), 0
    for chunk in chunks:
        decoder.receive_data(chunk)
        while not isinstance(event := decoder.next_event(), multipart.NeedData | multipart.Epilogue):
            if isinstance(event, multipart.Field):
                name, words = event.name, bytearray()
            elif isinstance(event, multipart.File):
                name = None
            elif isinstance(event, multipart.Data) and name is not None:
                kept += len(event.data)
                if kept > MOST_WORDS:
                    raise ValueError("more words than anybody writes")
                words += event.data
                if not event.more_data:
                    fields.append((name, words.decode()))
    return fields
