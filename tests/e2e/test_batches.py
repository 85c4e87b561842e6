"""From a template by way of a preview to an album, in a real browser."""

from playwright.sync_api import Page, expect

from tests.processes import Serving

DRAWN = 90_000  # milliseconds; a slow machine may be busy with other tests


def to_batches(studio: Serving, page: Page) -> None:
    assert studio.link is not None
    page.goto(studio.link)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Batches").click()


def test_a_batch_shows_its_prompts_then_fills_its_album_in_the_order_of_the_rows(
    studio: Serving, page: Page
):
    to_batches(studio, page)
    page.get_by_role("link", name="Start a batch of Zodiac signs").click()
    prompts = page.get_by_role("list", name="Prompts").get_by_role("listitem")
    expect(prompts).to_have_count(12)
    page.get_by_label("Theme").fill("red chalk on brown paper")
    page.get_by_label("Rows").fill("10-12")
    expect(prompts).to_have_count(3)
    expect(prompts.nth(0)).to_contain_text("Art style: red chalk on brown paper")
    page.get_by_text("More", exact=True).click()
    page.get_by_label("Width").fill("256")
    page.get_by_label("Height").fill("384")
    page.get_by_label("Steps").fill("8")
    page.get_by_role("button", name="Start 3 pictures").click()

    rows = page.get_by_role("list", name="Rows").get_by_role("listitem")
    expect(rows).to_have_count(3)
    page.get_by_role("link", name="Open the album").click()
    pictures = page.get_by_role("list", name="Pictures").get_by_role("img")
    expect(pictures).to_have_count(3, timeout=DRAWN)
    names = [pictures.nth(place).get_attribute("alt") or "" for place in range(3)]
    for name, sign in zip(names, ("Capricorn", "Aquarius", "Pisces"), strict=True):
        assert sign in name

    page.go_back()
    expect(page.get_by_role("status").filter(has_text="Completed")).to_be_visible(timeout=DRAWN)
    expect(page.get_by_text("3 done", exact=True)).to_be_visible()


def test_a_file_with_faults_says_where_they_are_and_changes_nothing(studio: Serving, page: Page):
    to_batches(studio, page)
    page.get_by_role("link", name="Playing cards", exact=True).click()
    expect(page.get_by_role("heading", name="54 rows")).to_be_visible()
    page.get_by_role("button", name="Import a CSV file…").click()
    dialog = page.get_by_role("dialog", name="Import rows")

    def send(text: str) -> None:
        file = {"name": "cards.csv", "mimeType": "text/csv", "buffer": text.encode()}
        dialog.get_by_label("Choose a CSV file").set_input_files(file)
        dialog.get_by_role("button", name="Replace the rows").click()

    send('value,suit,visual_layout\r\nAce,Cups,"one cup,\r\nvery large"\r\nTwo,,two cups\r\n')
    fault = dialog.get_by_role("row").nth(1)
    expect(fault.get_by_role("cell").nth(0)).to_have_text("2")
    expect(fault.get_by_role("cell").nth(1)).to_have_text("4")
    expect(fault.get_by_role("cell").nth(2)).to_have_text("suit")

    send('\ufeffvalue,suit,visual_layout\r\nAce,Cups,"one cup,\r\nvery large"\r\n')
    expect(page.get_by_role("heading", name="1 row", exact=True)).to_be_visible()
    expect(page.get_by_role("cell", name="Cups")).to_be_visible()
