"""The admin as an editor uses it, in Swedish and by what stands on the screen."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.services.site import Site

MATERIAL = "Ändring i sak"


class Desk:
    """A logged-in editor with one tab."""

    def __init__(self, context: BrowserContext, site: Site) -> None:
        self.site = site
        self.page: Page = context.new_page()

    def go(self, path: str) -> None:
        self.page.goto(f"{self.site.base_url}{path}", wait_until="networkidle")

    def log_in(self) -> None:
        self.go("/admin/")
        self.page.get_by_role("textbox", name="Användarnamn").fill("editor")
        self.page.locator("[name=password]").fill(self.site.editor_password)
        self.page.get_by_role("button", name="Logga in").click()
        self.page.wait_for_url(f"{self.site.base_url}/admin/")

    def find(self, title: str) -> None:
        """Open a page for editing, by searching for its title."""
        self.go(f"/admin/pages/search/?q={title}")
        self.page.get_by_role("main").get_by_role("link", name=title).first.click()
        self.page.wait_for_url("**/edit/")

    def change_lead(self, title: str, lead: str, kind: str, note: str) -> None:
        """Rewrite a Swedish page's introduction, say what has changed and publish."""
        self.find(title)
        self.page.get_by_role("textbox", name="Ingress").fill(lead)
        question = self.page.get_by_role("region", name="Vad är ändrat?")
        choices = question.locator("option").all_inner_texts()
        question.get_by_role("combobox").select_option(
            label=next(each for each in choices if each.startswith(kind))
        )
        question.get_by_role("textbox", name="Ändringsnotis").fill(note)
        self.page.get_by_role("button", name="Fler åtgärder").last.click()
        self.page.get_by_role("button", name="Publicera", exact=True).click()
        expect(self.page.get_by_text("har blivit publicerad")).to_be_visible()

    def hand_to_translator(self, title: str) -> None:
        """Give the translations what the Swedish page says now, and publish nothing yet."""
        self.find(title)
        self.page.get_by_role("button", name="Handlingar").first.click()
        self.page.get_by_role("link", name="Synkronisera översatta sidor").click()
        expect(self.page.get_by_role("checkbox", name="Publicera omgående")).not_to_be_checked()
        self.page.get_by_role("button", name="Skicka").click()
        self.page.wait_for_url("**/edit/")

    def translate(self, title: str, *sentences: str) -> None:
        """Translate what is untranslated, in the order of the page, and publish it in English."""
        self.find(title)
        for sentence in sentences:
            self.page.get_by_role("button", name="Översätt", exact=True).first.click()
            self.page.get_by_role("main").locator("textarea").last.fill(sentence)
            self.page.get_by_role("button", name="Spara", exact=True).click()
            expect(self.page.get_by_text(sentence)).to_be_visible()
        expect(self.page.get_by_role("button", name="Översätt", exact=True)).to_have_count(0)
        self.page.get_by_role("button", name="Publicera på").click()
        expect(self.page.get_by_text(f"Publicerade '{title}' på English")).to_be_visible()
