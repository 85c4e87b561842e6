"""FastAPI as its documentation would have it: pydantic models with our schemas' constraints."""

from typing import Annotated, Any, Literal

from fastapi import FastAPI, Header, Path, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from peers import data

NOT_BLANK = r"^[^\x00]*[^\x00-\x20\x7f-\xa0][^\x00]*$"
NO_NUL = r"^[^\x00]*$"

AlbumId = Annotated[str, Field(pattern=r"^alb_[0-9a-hjkmnp-tv-z]{26}$")]
ImageId = Annotated[str, Field(pattern=r"^img_[0-9a-hjkmnp-tv-z]{26}$")]
JobId = Annotated[str, Field(pattern=r"^job_[0-9a-hjkmnp-tv-z]{26}$")]
Name = Annotated[str, Field(pattern=NOT_BLANK, max_length=255)]
Prompt = Annotated[str, Field(pattern=NOT_BLANK, max_length=2000)]
Text = Annotated[str, Field(pattern=NO_NUL, max_length=2000)]
Seed = Annotated[int, Field(ge=0, le=2**31 - 1)]
Steps = Annotated[int, Field(ge=1, le=150)]
Side = Annotated[int, Field(ge=64, le=2048, multiple_of=8)]
UploadSide = Annotated[int, Field(ge=1, le=8192)]
GuidanceScale = Annotated[float, Field(ge=0, le=30)]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Adapter(Model):
    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=100)]
    weight: Annotated[float, Field(ge=-2, le=2)] = 1


class Origin(Model):
    batch_id: Annotated[str, Field(pattern=r"^bat_[0-9a-hjkmnp-tv-z]{26}$")]
    template_id: Annotated[str, Field(pattern=r"^tpl_[0-9a-hjkmnp-tv-z]{26}$")] | None
    row_number: Annotated[int, Field(ge=1, le=10_000)]
    row_values: dict[str, Annotated[str, Field(max_length=2000)]]


class Image(Model):
    id: ImageId
    title: Annotated[str, Field(pattern=NO_NUL, max_length=255)]
    prompt: Prompt | None
    negative_prompt: Text | None
    seed: Seed | None
    steps: Steps | None
    width: UploadSide
    height: UploadSide
    guidance_scale: GuidanceScale | None
    adapters: Annotated[list[Adapter], Field(max_length=8)]
    model: Annotated[str, Field(min_length=1, max_length=200)] | None
    media_type: Literal["image/png", "image/jpeg", "image/webp"]
    byte_size: Annotated[int, Field(ge=1)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    source: Literal["generation", "upload"]
    job_id: JobId | None
    origin: Origin | None
    visibility: Literal["private", "album", "published"]
    file_url: str
    thumbnail_url: str
    created_at: AwareDatetime
    updated_at: AwareDatetime


class AlbumDetail(Model):
    id: AlbumId
    name: Name
    description: Text
    kind: Literal["manual", "monthly", "batch"]
    visibility: Literal["private", "published"]
    image_count: Annotated[int, Field(ge=0)]
    cover_image_id: ImageId | None
    created_at: AwareDatetime
    updated_at: AwareDatetime
    images: Annotated[list[Image], Field(max_length=100)]
    images_next_cursor: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$", max_length=1000)] | None
    images_only_here: Annotated[int, Field(ge=0)] | None


class JobRequest(Model):
    prompt: Prompt
    negative_prompt: Text = ""
    seed: Seed | None = None
    steps: Steps = 30
    width: Side = 512
    height: Side = 512
    guidance_scale: GuidanceScale = 8
    adapters: Annotated[list[Adapter], Field(max_length=8)] = []
    priority: Annotated[int, Field(ge=1, le=9)] = 5
    album_id: AlbumId | None = None


class QueueJob(Model):
    id: JobId
    state: Literal["queued", "running", "succeeded", "failed", "cancelled"]
    album_id: AlbumId | None
    seed: Seed
    queue_position: Annotated[int, Field(ge=1)]
    job_url: str
    created_at: AwareDatetime


class Health(Model):
    status: Literal["ok"]
    version: str
    started_at: AwareDatetime


app = FastAPI()


@app.get(data.API + "/albums/{album_id}", response_model=AlbumDetail)
async def get_album(
    album_id: Annotated[str, Path(pattern=r"^alb_[0-9a-hjkmnp-tv-z]{26}$")],
    response: Response,
    if_none_match: Annotated[str | None, Header(max_length=1000)] = None,
) -> Any:
    response.headers["ETag"] = data.ETAG
    return data.ALBUMS[album_id]


@app.post(data.API + "/jobs", response_model=QueueJob, status_code=202)
async def queue_job(
    body: JobRequest,
    response: Response,
    idempotency_key: Annotated[str | None, Header(pattern=r"^[!-~]+$", max_length=255)] = None,
) -> Any:
    receipt = data.receipt(body.seed or 0)
    response.headers["Location"] = receipt["job_url"]
    return receipt


@app.get(data.API + "/health", response_model=Health)
async def get_health(response: Response) -> Any:
    response.headers["Cache-Control"] = "no-store"
    return data.HEALTH
