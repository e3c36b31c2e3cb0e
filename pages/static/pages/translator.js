// Takes what the site refuses out of wagtail-localize's menu, before its script reads the list.
document.addEventListener("DOMContentLoaded", () => {
  for (const editor of document.querySelectorAll(".js-translation-editor")) {
    const props = JSON.parse(editor.dataset.props);
    delete props.links.convertToAliasUrl;
    editor.dataset.props = JSON.stringify(props);
  }
});

// Says in the desk's language what that script writes in English, whatever the language.
const BETWEEN = /^(.+) to (.+) translation$/;
new MutationObserver((changes) => {
  for (const change of changes) {
    const texts = document.createTreeWalker(change.target, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const found = BETWEEN.exec(texts.currentNode.nodeValue);
      if (found) texts.currentNode.nodeValue = gettext("Translation from %s to %s").replace("%s", found[1]).replace("%s", found[2]);
    }
  }
}).observe(document, { childList: true, subtree: true });
