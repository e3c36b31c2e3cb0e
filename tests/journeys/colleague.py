"""A person at the desk who goes through a year of the plan: finds, writes, hands in, approves, publishes."""

from pathlib import Path
from urllib.parse import quote, urlsplit

import polib
from playwright.sync_api import BrowserContext, Locator, expect

from tests.journeys.desk import MATERIAL, Desk
from tests.services.site import Site

PATIENCE = 10_000


class Colleague(Desk):
    """Somebody with a log-in of their own and one tab."""

    def __init__(self, context: BrowserContext, site: Site, name: str) -> None:
        super().__init__(context, site)
        self.page.set_default_timeout(PATIENCE)
        self.name = name

    def go(self, path: str) -> None:
        self.page.goto(f"{self.site.base_url}{path}")

    def log_in(self) -> None:
        self.go("/admin/")
        self.fill("Användarnamn", self.name)
        self.page.locator("[name=password]").fill(self.site.editor_password)
        self.press("Logga in")
        self.page.wait_for_url(f"{self.site.base_url}/admin/")

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_role("textbox", name=label).first.fill(text)

    def choose(self, label: str, option: str) -> None:
        """Choose by how an option begins."""
        box = self.page.get_by_role("combobox", name=label)
        choices = box.locator("option").all_inner_texts()
        box.select_option(label=next(each for each in choices if each.strip().startswith(option)))

    def press(self, name: str) -> None:
        """Press a button, opening the footer's menu of further actions where it lies there; a page follows."""
        button = self.page.get_by_role("button", name=name, exact=True)
        more = self.page.get_by_role("button", name="Fler åtgärder")
        if more.count() and not button.count():
            more.last.click()
        with self.page.expect_navigation():
            button.last.click()

    def follow(self, name: str) -> None:
        """Follow a link in the main part of the desk."""
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("link", name=name).first.click()

    def see(self, words: str) -> None:
        expect(self.page.get_by_role("main").get_by_text(words).first).to_be_visible()

    def section(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=name, exact=True)

    def act(self, name: str) -> None:
        """Choose from the menu of a page beside its title."""
        self.page.get_by_role("button", name="Handlingar").first.click()
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name, exact=True).first.click()

    def open_menu(self, *names: str) -> None:
        """Go from the start of the desk through its menu."""
        self.go("/admin/")
        sidebar = self.page.get_by_role("complementary").first
        for name in names[:-1]:
            sidebar.get_by_role("button", name=name).click()
        with self.page.expect_navigation():
            sidebar.get_by_role("link", name=names[-1], exact=True).click()

    def find(self, title: str, language: str = "Svenska") -> None:
        """Open a page for editing, by searching for its title in a language."""
        self.go(f"/admin/pages/search/?q={quote(title)}")
        rows = self.page.get_by_role("row").filter(has_text=title).filter(has_text=language)
        with self.page.expect_navigation():
            rows.get_by_role("link", name=title).first.click()

    def create_user(self, name: str, first: str, last: str, group: str) -> None:
        self.open_menu("Inställningar", "Användare")
        with self.page.expect_navigation():
            self.page.get_by_role("link", name="Lägg till").first.click()
        names = {"Användarnamn": name, "E-post": f"{name}@example.org", "Förnamn": first, "Efternamn": last}
        password = self.site.editor_password
        for label, text in {**names, "Lösenord*": password, "Lösenordsbekräftelse": password}.items():
            self.fill(label, text)
        self.page.get_by_role("tab", name="Roller").first.click()
        self.page.get_by_role("checkbox", name=group, exact=True).last.check()
        self.press("Skapa")
        self.see(f"Användare '{name}' skapad")

    def import_document(self, above: str, kind: str, document: Path) -> None:
        """Make a draft of a document below a page, and open it."""
        self.find(above)
        self.go(urlsplit(self.page.url).path.removesuffix("edit/"))
        self.act("Importera ett dokument")
        self.page.get_by_label("Dokument").set_input_files(document)
        self.page.get_by_role("radio", name=kind, exact=True).check()
        self.press("Importera som utkast")
        self.see("Det som följde med")

    def add_below(self, kind: str, title: str, lead: str, code: str = "") -> None:
        """Begin a page below the open one."""
        self.act("Lägg till undersida")
        kinds = self.page.get_by_role("main").get_by_role("link", name=kind, exact=True)
        if kinds.count():
            with self.page.expect_navigation():
                kinds.first.click()
        if code:
            self.fill("Kod", code)
        self.fill("Rubrik", title)
        self.fill("Ingress", lead)
        expect(self.page.locator("[name=slug]")).not_to_have_value("")

    def save(self) -> None:
        """Save a new draft."""
        self.press("Spara utkast")
        self.see("skapad")

    def hand_in(self) -> None:
        self.press("Lämna in till Granskning")
        self.see("inlämnad för moderering")

    def approve(self, title: str) -> None:
        """Find what waits on the start of the desk, and let it be published."""
        self.go("/admin/")
        self.follow(title)
        self.press("Godkänn och Publicera")
        self.see("Vem får veta?")

    def state(self, note: str, kind: str = MATERIAL) -> None:
        """Say what has changed."""
        self.choose("Sorts ändring", kind)
        self.fill("Ändringsnotis", note)

    def upload(self, title: str, document: Path) -> None:
        """Put a new document into the open dialogue."""
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("tab", name="Ladda upp").first.click()
        dialog.get_by_role("textbox", name="Rubrik").fill(title)
        dialog.get_by_label("Fil").set_input_files(document)
        dialog.get_by_role("button", name="Ladda upp").click()
        expect(dialog).to_have_count(0)

    def hand_to_translator(self, title: str) -> None:
        """Ask for an English version of a page and of all below it."""
        self.find(title)
        self.act("Översätt den här sidan")
        self.page.get_by_role("checkbox", name="English").check()
        self.page.get_by_role("checkbox", name="Inkludera underträd").check()
        self.press("Skicka")
        self.see("lyckades skickas för översättning")

    def translate_offline(self, title: str, words: dict[str, str], directory: Path) -> None:
        """Find a page's English version and translate it in a file."""
        self.find(title, "English")
        self.translate_open(words, directory)

    def translate_open(self, words: dict[str, str], directory: Path) -> None:
        """Take the texts that are open home as a file, translate those that are new and hand the file in."""
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name="Ladda ner PO").click()
        path = directory / "translation.po"
        download.value.save_as(path)
        texts = polib.pofile(str(path))
        for text in texts:
            text.msgstr = text.msgstr or words[text.msgid]
        texts.save()
        self.page.locator("[type=file]").first.set_input_files(path)
        self.see("Lyckades importera")

    def publish_translation(self) -> None:
        self.page.get_by_role("button", name="Publicera på").click()
        self.see("Publicerade '")
