(() => {
  const banner = document.querySelector("[data-consent]");
  if (!banner || self !== top) return;
  const { days, terms } = JSON.parse(banner.dataset.consent);
  const signal = !!navigator.globalPrivacyControl;
  const every = (selector, act) => document.querySelectorAll(selector).forEach(act);
  const channel = self.BroadcastChannel && new BroadcastChannel("consent");
  let raw, pairs, chosen, counted, turn, last, saving = 0;

  // The cookie is the only truth; reading it costs no request.
  const read = () => {
    const before = raw;
    raw = (document.cookie.split("; ").find((one) => one.startsWith("cookie_consent=")) || "").slice(15);
    pairs = new Map(raw.replace(/^"|"$/g, "").split("|").map((pair) => pair.split("=")));
    chosen = Date.parse(pairs.get("decided"));
    const age = Date.now() - chosen;
    if (!(age < days * 864e5 && age >= -3e5)) pairs = new Map();
    return before !== raw;
  };
  const grants = (category, key = category) => pairs.get(key) === terms[category].revision;
  const refuses = (category) => pairs.get(category) === "-1" && chosen >= Date.parse(terms[category].purposes);
  const settled = () => Object.keys(terms).every((one) => grants(one) || refuses(one));
  const shows = (category, service) => grants(category) || grants(category, "service." + service);

  const open = (gate) => {
    gate.classList.add("open");
    const player = gate.querySelector(".player");
    player.hidden = false;
    return player;
  };
  const close = (gate) => {
    const old = gate.querySelector(".player");
    const empty = old.cloneNode();
    empty.removeAttribute("src");
    empty.hidden = true;
    const held = document.activeElement === old;
    old.replaceWith(empty);
    gate.classList.remove("open");
    held && gate.querySelector(".ask button").focus();
  };

  // The settings page and what clears storage follow this event.
  const tell = (whole) => document.dispatchEvent(new CustomEvent("consent", {
    detail: { grants, shows, signal, whole, chosen: pairs.has("decided") && chosen },
  }));

  // `ends` also ends what was shown once.
  const apply = (ends) => {
    const changed = read();
    banner.hidden = !!saving || signal || settled();
    every("[data-gate]", (gate) => {
      const { gate: src, provider, category } = gate.dataset;
      const opened = gate.classList.contains("open");
      if (shows(category, provider)) opened || (open(gate).src = src);
      else if (opened && ends) close(gate);
    });
    if (changed || ends) tell(ends);
    if (!counted && document.body && grants("statistics")) {
      counted = document.body.appendChild(Object.assign(document.createElement("script"), { src: "/consent/statistics.js" }));
    }
    return changed;
  };

  // One save at a time over all tabs, in their order: the last one made is what the cookie holds.
  const inTurn = (act) => navigator.locks ? navigator.locks.request("consent", act) : (turn = Promise.resolve(turn).then(act));
  const send = (url, body) => async () => {
    const ending = new AbortController();
    const clock = setTimeout(() => ending.abort(), 8e3);
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(url, { method: "POST", headers, body, redirect: "error", signal: ending.signal });
      read();
      return answer.ok && pairs.has("decided");
    } catch {
      return false;
    } finally {
      clearTimeout(clock);
    }
  };
  const save = async (form, button) => {
    const alert = document.querySelector("[data-consent-failed]");
    const status = form.querySelector("[data-consent-status]") || document.querySelector("[data-consent-status]");
    const gate = form.closest("[data-gate]");
    const asked = banner.contains(form);
    const body = new URLSearchParams(new FormData(form));
    alert.textContent = status.textContent = "";
    form.ariaBusy = true;
    if (asked) {
      banner.hidden = true;
      (last?.isConnected ? last : document.getElementById("main"))?.focus({ preventScroll: true });
    }
    saving += asked;
    const saved = await inTurn(send(form.action, body));
    saving -= asked;
    form.ariaBusy = null;
    apply(saved && !gate);
    tell(saved);
    if (!saved) {
      button.closest(".choices").after(alert);
      alert.textContent = alert.dataset.consentFailed;
      button.focus();
      return;
    }
    channel?.postMessage(!gate);
    // The words have changed since the page was opened: they are asked anew.
    if (gate ? !gate.matches(".open") : !settled()) return location.reload();
    setTimeout(() => (status.textContent = status.dataset.consentStatus), 50);
    gate?.querySelector(".player").focus();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const gate = form.closest("[data-gate]");
    if (event.submitter?.hasAttribute("formaction")) {
      // A receipt is a file that the browser takes: the page stays, and follows the cookie.
      [300, 1e3, 4e3].forEach((wait) => setTimeout(() => follow() && channel?.postMessage(true), wait));
    } else if (form.matches("[data-consent-form]") || (gate && form.choice.value !== "once")) {
      event.preventDefault();
      save(form, event.submitter || form.querySelector("button"));
    } else if (gate) open(gate).focus();
  });
  document.addEventListener("focusin", ({ target }) => banner.contains(target) || (last = target));
  channel?.addEventListener("message", ({ data }) => apply(data));
  addEventListener("pageshow", ({ persisted }) => persisted && apply(true));
  const follow = () => apply() && (apply(true), true);
  document.addEventListener("visibilitychange", () => document.hidden || follow());
  // A gate's own document may take a yes back, or wait again after it was shown once.
  document.addEventListener("load", ({ target }) => {
    const gate = target.closest?.(".gate.open");
    gate && follow() && channel?.postMessage(true);
    gate && target.contentDocument?.querySelector("[data-waiting]") && close(gate);
  }, true);
  document.addEventListener("DOMContentLoaded", () => (apply(), tell()));
  apply();
})();
