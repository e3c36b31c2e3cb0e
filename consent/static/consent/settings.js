// The settings page shows what the cookie says: at first, after each save, and when another tab has saved.
document.addEventListener("consent", ({ detail: { grants, signal, chosen } }) => {
  const every = (selector, act) => document.querySelectorAll(selector).forEach(act);
  let yes = false;
  every("[data-consent-settings] input[type=checkbox]", (box) => {
    box.checked = box.name === "service" ? grants(box.dataset.category, "service." + box.value) : grants(box.name);
    yes ||= box.checked;
  });
  every("[data-consent-now]", (now) => {
    now.dataset.consentNow = chosen ? (signal && yes ? "won" : "own") : signal ? "signal" : "none";
  });
  every("[data-consent-day]", (day) => {
    const at = new Date(chosen + day.dataset.consentDay * 864e5);
    day.textContent = at.toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
  });
});
