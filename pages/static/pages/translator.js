// Takes what the site refuses out of wagtail-localize's menu, before its script reads the list.
document.addEventListener("DOMContentLoaded", () => {
  for (const editor of document.querySelectorAll(".js-translation-editor")) {
    const props = JSON.parse(editor.dataset.props);
    delete props.links.convertToAliasUrl;
    editor.dataset.props = JSON.stringify(props);
  }
});
