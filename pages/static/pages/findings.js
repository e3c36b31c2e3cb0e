// Reads the list of findings anew when a draft has been saved in the background.
document.addEventListener("w-autosave:success", async () => {
  for (const list of document.querySelectorAll("[data-findings]")) {
    const answer = await fetch(list.dataset.findings);
    if (answer.ok) list.innerHTML = await answer.text();
  }
});
