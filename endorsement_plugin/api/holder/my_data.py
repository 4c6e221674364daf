"""What is held about oneself: to download, and to have erased. The file itself is fetched on the page."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.http import HttpRequest
from ninja import Field, Schema

from endorsement_plugin.api.private import private_router
from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.limits import SAVE
from endorsement_plugin.models import DataDownload, Erasure
from endorsement_plugin.permissions import downloads_of
from endorsement_plugin.privacy.actions.asking import NOTHING, ask_erasure, withdraw_erasure
from endorsement_plugin.privacy.actions.downloading import ask_download
from endorsement_plugin.privacy.queries import open_erasure, preview_of
from endorsement_plugin.screens.getters import own_record

router = private_router("my data")


class DownloadOut(Schema):
    """A download that was asked for."""

    id: UUID
    asked_at: datetime
    ready_at: datetime | None
    expires_at: datetime | None
    size: int = Field(description="Bytes; 0 while it is being made.")


class ErasureOut(Schema):
    """A request for erasure."""

    id: UUID
    state: str = Field(description="asked, approved, done, declined or withdrawn.")
    asked_at: datetime


class LineOut(Schema):
    """What becomes of one kind of record."""

    words: str
    count: int
    kept: str = Field(description="What is kept of it without a name, and why; empty for nothing.")


class MyDataOut(Schema):
    """Downloads, the request that is open, and what erasing would do now."""

    downloads: list[DownloadOut]
    erasure: ErasureOut | None
    erased: list[LineOut]
    kept: list[LineOut]
    ends_first: list[str] = Field(description="What has to end before anything is erased.")
    ends: list[str] = Field(description="What erasing ends.")


class EraseIn(Schema):
    understood: Literal[True]


@router.get("/", response=MyDataOut)
def read_my_data(request: HttpRequest) -> MyDataOut:
    """All about it, with the association of this site."""
    person, association = own_record(request)
    if person is None:
        raise NotAllowed(NOTHING)
    preview, row = preview_of(person, association), open_erasure(person, association)
    return MyDataOut(
        downloads=[_download(one) for one in downloads_of(request.user)],
        erasure=_erasure(row) if row else None,
        erased=[LineOut(words=one.words, count=one.count, kept="") for one in preview.erased],
        kept=[LineOut(words=one.words, count=one.count, kept=one.kept) for one in preview.kept],
        ends_first=preview.open,
        ends=preview.ends,
    )


@router.post("/actions/download/", response=DownloadOut, throttle=[SAVE])
def make_download(request: HttpRequest) -> DownloadOut:
    """Ask for a download; while one is being made it is that one."""
    return _download(ask_download(by=request.user))


@router.post("/actions/erase/", response=ErasureOut, throttle=[SAVE])
def ask_to_be_erased(request: HttpRequest, data: EraseIn) -> ErasureOut:
    """Ask the association of this site to erase what it holds. Sign in anew before (auth/reauthenticate)."""
    if is_reauthentication_required(request, app=""):
        raise NotAllowed("Sign in again first.")
    _, association = own_record(request)
    return _erasure(ask_erasure(association=association, by=request.user))


@router.post("/erasures/{uuid:pk}/actions/withdraw/", response=ErasureOut, throttle=[SAVE])
def take_back(request: HttpRequest, pk: UUID) -> ErasureOut:
    """Take my request back."""
    return _erasure(withdraw_erasure(erasure=pk, by=request.user))


def _download(row: DataDownload) -> DownloadOut:
    names = ("id", "asked_at", "ready_at", "expires_at", "size")
    return DownloadOut(**{name: getattr(row, name) for name in names})


def _erasure(row: Erasure) -> ErasureOut:
    return ErasureOut(id=row.pk, state=row.state, asked_at=row.asked_at)
