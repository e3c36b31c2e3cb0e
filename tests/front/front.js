// A front end on another site than the plan's: it asks for consent itself, gets a signed statement of its own
// visitor's choice, and shows embeds with it. Until then nobody but the plan is contacted.
const api = `${document.documentElement.dataset.plan}/api/v1/`;
const language = location.pathname.startsWith("/en/") ? "en" : "sv";
const [once, always, see, save, change, saved, failed] = {
  sv: ["Visa en gång", "Visa alltid från", "Se hos", "Spara", "Ändra ditt val", "Det är sparat.", "Det gick inte."],
  en: ["Show once", "Always show from", "See it at", "Save", "Change your choice", "It is saved.", "It failed."],
}[language];
let policy;
const find = (id) => document.getElementById(id);
const make = (tag, properties, ...inside) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
};
const button = (text, onclick) => make("button", { type: "button", onclick }, text);
const ask = async (path, options) => {
  const answer = await fetch(api + path, options);
  return answer.ok ? answer.json() : Promise.reject(answer);
};
const read_policy = async () => fill_banner((policy = await ask(`consent/policy/?locale=${language}`)));
const state = (...fields) => ask("consent/statements/", { method: "POST", body: new URLSearchParams(fields) });
// What the visitor chose is kept here, in the visitor's own browser: the last answer about it.
const kept = () => JSON.parse(localStorage.getItem("consent"));
const keep = (said) => localStorage.setItem("consent", JSON.stringify(said));
const lets = ({ category, provider }) => kept()?.choices[category] || kept()?.services.includes(provider);
const chosen = () => [
  ...["statistics", "third-party"].filter((name) => kept()?.choices[name]).map((name) => [name, "on"]),
  ...(kept()?.services ?? []).map((name) => ["service", name]),
];
const choose = async (fields) => {
  if (!fields.length) keep(null), show(); // a no takes effect at once, whatever the network says
  try {
    keep(await state(["revision", policy.revision], ["language", language], ...fields));
    find("status").textContent = saved;
  } catch (answer) {
    if (answer.status === 409) await read_policy(); // it changed while the visitor read it
    find("status").textContent = failed;
  }
  show();
};
// A statement holds for an hour. Renewing says the same again; when it cannot, the visitor is asked again.
const renew = async () => {
  const said = kept();
  if (!said || (said.revision === policy.revision && Date.parse(said.valid_until) > Date.now())) return;
  keep(await state(["renew", said.statement]).catch(({ status }) => (status === 409 || status === 403 ? null : said)));
};
const fill_banner = ({ banner, categories }) => {
  const optional = categories.filter(({ required }) => !required);
  const boxes = optional.map(() => make("input", { type: "checkbox" }));
  const answer = (yes) => () => choose(optional.filter((_, at) => yes(at)).map(({ name }) => [name, "on"]));
  const lines = optional.map((one, at) => make("p", {}, make("label", {}, boxes[at], one.label), `: ${one.purpose}`));
  find("banner").replaceChildren(
    make("h2", { id: "question" }, banner.title), make("p", {}, banner.text),
    button(banner.refuse, answer(() => false)), button(banner.accept, answer(() => true)),
    make("details", {}, make("summary", {}, banner.choose), ...lines, button(save, answer((at) => boxes[at].checked))),
  );
};
const show = (asking = false) => {
  const said = kept();
  find("banner").hidden = !asking && (said ? !said.ask.length : !!navigator.globalPrivacyControl);
  for (const figure of document.querySelectorAll("figure")) show_embed(figure);
};
const show_embed = async (figure, leave = null) => {
  const embed = figure.embed;
  const service = policy.categories.flatMap(({ services }) => services).find(({ name }) => name === embed.provider);
  if (service && lets(embed) && figure.querySelector("iframe")) return;
  const title = make("figcaption", {}, embed.title);
  const link = make("a", { href: embed.url, rel: "noreferrer" }, `${see} ${service?.label ?? embed.url}`);
  if (!service) return figure.replaceChildren(title, link);
  const id = embed.gate.match(/embed\/(\w+)/)[1];
  const show_once = () => state(["revision", policy.revision], ["once", id]).then((leave) => show_embed(figure, leave));
  const show_always = () => choose([...chosen(), ["service", service.name]]);
  const asks = [button(once, show_once), button(`${always} ${service.label}`, show_always)];
  figure.replaceChildren(title, make("p", {}, service.shared), ...asks, link);
  if (!leave && !lets(embed)) return;
  if (!leave) await renew();
  const headers = { "Consent-Statement": (leave ?? kept())?.statement };
  const found = await ask(`consent/embeds/${id}/?locale=${language}`, { headers }).catch(() => null);
  if (!found || !(leave || lets(embed))) return; // refused, or withdrawn while we waited
  const frame = make("iframe", { src: found.gate, title: embed.title, allow: found.frame.allow });
  figure.replaceChildren(title, frame, link);
};
// A paragraph's markup is cleaned by the plan, and held by the policy that this site sends.
const draw = { paragraph: (innerHTML) => make("div", { innerHTML }), embed: (embed) => make("figure", { embed }) };
await read_policy();
const pages = await ask(`pages/?locale=${language}&path=${encodeURIComponent(location.pathname)}`);
const { title, body } = await ask(`pages/${pages.items[0].key}/?locale=${language}`);
[document.documentElement.lang, document.title] = [language, title];
find("page").append(make("h1", {}, title), ...body.map(({ type, value }) => draw[type]?.(value) ?? ""));
Object.assign(find("change"), { textContent: change, onclick: () => (show(true), find("banner").focus()) });
addEventListener("storage", () => show()); // the visitor chose in another tab
await renew();
show();
