"""An album as a place to work: pictures come in, are put in order, found, lost and found again."""

import io
import zipfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.processes import Serving

COLOURS = ("crimson", "goldenrod", "teal")


def painted(colour: str) -> FilePayload:
    file = io.BytesIO()
    Image.new("RGB", (64, 64), colour).save(file, "PNG")
    return {"name": f"{colour}.png", "mimeType": "image/png", "buffer": file.getvalue()}


def pictures(page: Page) -> Locator:
    return page.get_by_role("list", name="Pictures").get_by_role("img")


def shown(page: Page, *names: str) -> None:
    """Wait until exactly these pictures are shown, in this order."""
    expect(pictures(page)).to_have_count(len(names))
    for place, name in enumerate(names):
        expect(pictures(page).nth(place)).to_have_attribute("alt", name)


def fill_an_album(studio: Serving, page: Page) -> None:
    assert studio.link is not None
    page.goto(studio.link)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Albums").click()
    page.get_by_role("button", name="New album").click()
    page.get_by_role("dialog").get_by_label("Name").fill("Colours")
    page.get_by_role("button", name="Make the album").click()
    page.get_by_role("button", name="Upload…").click()
    dialog = page.get_by_role("dialog", name="Upload pictures")
    dialog.get_by_label("Choose pictures").set_input_files([painted(one) for one in COLOURS])
    expect(dialog.get_by_text("There", exact=True)).to_have_count(3)
    dialog.get_by_role("button", name="Close").last.click()
    shown(page, *COLOURS)


def test_pictures_are_uploaded_put_in_order_and_taken_home(
    studio: Serving, page: Page, tmp_path: Path
):
    fill_an_album(studio, page)
    page.get_by_role("checkbox", name="Select: teal").check()
    page.get_by_role("button", name="To the beginning").click()
    shown(page, "teal", "crimson", "goldenrod")
    page.get_by_role("button", name="Later", exact=True).click()
    shown(page, "crimson", "teal", "goldenrod")
    page.reload()
    shown(page, "crimson", "teal", "goldenrod")
    page.get_by_role("link", name="goldenrod").drag_to(page.get_by_role("link", name="crimson"))
    shown(page, "goldenrod", "crimson", "teal")
    page.reload()
    shown(page, "goldenrod", "crimson", "teal")

    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download ZIP").click()
    waiting.value.save_as(tmp_path / "colours.zip")
    names = zipfile.ZipFile(tmp_path / "colours.zip").namelist()
    for name, colour in zip(names, ("goldenrod", "crimson", "teal"), strict=True):
        assert colour in name


def test_a_tag_finds_a_picture_and_the_trash_gives_it_back(studio: Serving, page: Page):
    fill_an_album(studio, page)
    page.get_by_role("link", name="goldenrod").click()
    page.get_by_label("New tags").fill("sun, warm")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("list", name="Tags").get_by_role("listitem")).to_have_count(2)
    page.get_by_role("link", name="sun").click()
    shown(page, "goldenrod")

    page.get_by_role("checkbox", name="Select: goldenrod").check()
    page.get_by_role("button", name="Delete…").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete 1 picture").click()
    expect(page.get_by_text("No picture fits.")).to_be_visible()
    page.get_by_role("link", name="Trash").click()
    page.get_by_role("button", name="Restore: goldenrod").click()
    expect(page.get_by_text("The trash is empty.")).to_be_visible()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Albums").click()
    page.get_by_role("link", name="Colours").click()
    shown(page, *COLOURS)


def test_several_pictures_are_copied_by_keys_alone(studio: Serving, page: Page):
    fill_an_album(studio, page)
    page.get_by_role("link", name="crimson").focus()
    page.keyboard.press("x")
    page.keyboard.press("Control+a")
    expect(page.get_by_text("3 pictures selected")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("3 pictures selected")).not_to_be_visible()
    page.get_by_role("link", name="crimson").click(modifiers=["Control"])
    page.get_by_role("link", name="teal").click(modifiers=["Shift"])
    expect(page.get_by_text("3 pictures selected")).to_be_visible()

    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("All are in no other album")
    page.get_by_role("button", name="Delete the album").click()
    page.get_by_role("link", name="Generations").click()
    expect(pictures(page)).to_have_count(3)
