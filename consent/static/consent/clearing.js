// What we may keep ourselves and the visitor does not allow goes, on every page view.
(() => {
  const { stored, kept } = JSON.parse(document.querySelector("[data-consent-clearing]").dataset.consentClearing);
  const pattern = (name) => RegExp("^" + name.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*") + "$");
  const necessary = kept.map(pattern);
  const list = (path) => path.split("/").flatMap((_, end, all) => {
    const one = all.slice(0, end + 1).join("/");
    return [one, one + "/"];
  });
  const hosts = location.hostname.split(".").map((_, start, all) => ";domain=" + all.slice(start).join("."));

  // A script sees a cookie's name, not its path and domain: every plausible pair is tried. After a choice
  // also for names that this page is not sent, and for the page that the visitor came from.
  const expire = (names, path, whole) => {
    const came = whole && document.referrer ? new URL(document.referrer).pathname : "";
    const paths = new Set([path, ...list(location.pathname), ...list(came)]);
    for (const name of names) for (const at of paths) for (const host of ["", ...hosts]) {
      document.cookie = `${name}=;max-age=0;path=${at || "/"}${host}`;
    }
  };

  document.addEventListener("consent", ({ detail: { shows, whole } }) => stored.forEach(([kind, name, category, service, path]) => {
    if (shows(category, service)) return;
    const matches = (one) => pattern(name).test(one) && !necessary.some((other) => other.test(one));
    try {
      if (kind === "cookie") {
        const names = document.cookie.split("; ").map((one) => one.split("=")[0]);
        if (whole) names.push(name);
        expire(names.filter(matches), path, whole);
      } else if (kind === "indexeddb") {
        indexedDB.databases().then((all) => all.forEach((one) => matches(one.name) && indexedDB.deleteDatabase(one.name)), () => 0);
      } else {
        const box = self[kind + "Storage"];
        Object.keys(box).filter(matches).forEach((one) => box.removeItem(one));
      }
    } catch {
      // A browser that keeps no storage for us has none to clear.
    }
  }));
})();
