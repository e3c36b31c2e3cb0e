(() => {
  const banner = document.querySelector("[data-consent]");
  const status = document.querySelector("[data-consent-status]");
  if (!banner || !status || self !== top) return;
  const { days, terms } = JSON.parse(banner.dataset.consent);
  const every = (selector, act) => document.querySelectorAll(selector).forEach(act);
  const channel = "BroadcastChannel" in self ? new BroadcastChannel("consent") : null;
  let raw;
  let pairs;
  let counted = false;

  // The cookie is the only truth; reading it costs no request.
  const read = () => {
    const before = raw;
    raw = (document.cookie.split("; ").find((one) => one.startsWith("cookie_consent=")) || "").slice(15);
    pairs = new Map(raw.replace(/^"|"$/g, "").split("|").map((pair) => pair.split("=")));
    const age = Date.now() - Date.parse(pairs.get("decided"));
    if (!(age < days * 864e5 && age >= -3e5)) pairs = new Map();
    return before !== undefined && before !== raw;
  };
  const grants = (key, category) => pairs.get(key) === terms[category].revision;
  const refuses = (name) =>
    pairs.get(name) === "-1" && Date.parse(pairs.get("decided")) >= Date.parse(terms[name].purposes);
  const shows = ({ provider, category }) =>
    grants(category, category) || grants("service." + provider, category);
  const undecided = () =>
    Object.keys(terms).some((name) => !grants(name, name) && !refuses(name));

  const open = (gate) => {
    gate.classList.add("open");
    gate.querySelector(".player").hidden = false;
  };
  const close = (gate) => {
    const old = gate.querySelector(".player");
    const empty = old.cloneNode();
    empty.removeAttribute("src");
    empty.hidden = true;
    old.replaceWith(empty);
    gate.classList.remove("open");
  };

  // `strict` also ends what was shown once.
  const apply = (strict) => {
    strict = read() || strict;
    banner.hidden = !undecided() || !!navigator.globalPrivacyControl;
    every("[data-gate]", (gate) => {
      const opened = gate.classList.contains("open");
      if (shows(gate.dataset) && !opened) {
        open(gate);
        gate.querySelector(".player").src = gate.dataset.gate;
      } else if (opened && strict && !shows(gate.dataset)) close(gate);
    });
    every("[data-consent-settings] input[type=checkbox]", (box) => {
      const service = box.name === "service";
      box.checked = service ? grants("service." + box.value, "third-party") : grants(box.name, box.name);
    });
    if (!counted && document.body && grants("statistics", "statistics")) {
      counted = true;
      document.body.append(Object.assign(document.createElement("script"), { src: "/consent/statistics.js" }));
    }
  };

  const save = async (form) => {
    const from = banner.contains(form);
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(new FormData(form)),
      });
      if (!answer.ok) throw answer;
    } catch {
      form.submit();
      return;
    }
    apply(true);
    channel?.postMessage("saved");
    status.textContent = "";
    setTimeout(() => (status.textContent = status.dataset.consentStatus), 50);
    every("[data-consent-saved]", (notice) => (notice.hidden = false));
    if (from) document.getElementById("main")?.focus({ preventScroll: true });
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const gate = form.closest("[data-gate]");
    if (form.matches("[data-consent-form]")) {
      event.preventDefault();
      save(form);
    } else if (gate) {
      open(gate);
      gate.querySelector(".player").focus();
      gate.querySelector(".player").addEventListener("load", () => {
        const before = raw;
        apply(false);
        if (before !== raw) channel?.postMessage("added");
      }, { once: true });
    }
  });
  channel?.addEventListener("message", ({ data }) => apply(data === "saved"));
  addEventListener("pageshow", ({ persisted }) => persisted && apply(true));
  document.addEventListener("visibilitychange", () => document.hidden || apply(false));
  document.addEventListener("DOMContentLoaded", () => apply(false));
  apply(false);
})();
