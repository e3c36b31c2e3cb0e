"""What is asked of an open page, in the page's own language."""

SIGNAL = "Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})"

# The banner's answers are compared by tag, box and every computed property that is no consequence of the text.
LOOK = """() => {
  const banner = document.querySelector('[data-consent]');
  const shown = banner !== null && banner.checkVisibility();
  const forms = shown ? [...banner.querySelectorAll('form')].filter(form => form.querySelector('button')) : [];
  const looks = forms.map(form => {
    const button = form.querySelector('button');
    const box = button.getBoundingClientRect();
    const style = getComputedStyle(button);
    const names = [...style].filter(name => !/inline-size|^width|origin/.test(name));
    return [`<${button.tagName}>`, `${Math.round(box.width)} by ${Math.round(box.height)}`,
            ...names.map(name => `${name}: ${style.getPropertyValue(name)}`)];
  });
  const unlike = [...new Set(looks.flat())].filter(look => !looks.every(every => every.includes(look)));
  return {
    language: document.documentElement.lang,
    links: [...document.querySelectorAll('footer a[href]')].map(link => link.pathname),
    banner: banner === null ? 'missing' : shown ? 'shown' : 'hidden',
    answers: forms.map(form => [...new FormData(form).keys()]),
    unlike: unlike.slice(0, 4),
  };
}"""

KEPT = """async () => {
  const found = {local: [], session: [], indexeddb: [], cache: [], worker: []};
  const look = async (kind, list) => { try { found[kind] = await list(); } catch { found[kind] = []; } };
  await look('local', () => Object.keys(localStorage));
  await look('session', () => Object.keys(sessionStorage));
  await look('indexeddb', async () => (await indexedDB.databases()).map(one => one.name));
  await look('cache', () => caches.keys());
  await look('worker', async () => (await navigator.serviceWorker.getRegistrations()).map(one => one.scope));
  return found;
}"""

# Sends the answer of the banner that grants exactly these categories; tells whether there is one.
ANSWER = """({wanted, optional}) => {
  const forms = [...document.querySelectorAll('[data-consent] form')];
  const form = forms.find(form => {
    const sends = [...new FormData(form).keys()];
    return form.querySelector('button') &&
      optional.every(name => sends.includes(name) === wanted.includes(name));
  });
  form?.querySelector('button').click();
  return Boolean(form);
}"""
