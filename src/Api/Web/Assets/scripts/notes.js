// Takes paper notes in, also while the network is away. A note is written down here before it is sent, under an id of its own, and stays until the server has answered for good: so it is booked once
// and never forgotten. What the list lets this device check is described in docs/adr/0031.
const place = document.querySelector("[data-notes]");
const form = document.querySelector("[data-notes-form]");
const Symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const KeptFor = 24 * 60 * 60 * 1000;

const stored = (name, otherwise) => JSON.parse(localStorage.getItem(`buurthulp-${name}`) ?? "null") ?? otherwise;
const store = (name, value) => localStorage.setItem(`buurthulp-${name}`, JSON.stringify(value));
const say = (name, facts = {}) => Object.entries(facts).reduce((text, [fact, value]) => text.replaceAll(`{${fact}}`, value ?? ""), place.dataset[`text${name}`]);

const lines = (list, texts) => list.replaceChildren(...texts.map((text) => Object.assign(document.createElement("li"), { textContent: text })));

function show() {
  const [waiting, refused] = [stored("waiting", []), stored("refused", [])];
  document.querySelector("[data-waiting]").hidden = waiting.length === 0;
  lines(document.querySelector("[data-waiting-list]"), waiting.map((note) => `${note.text} – ${note.state === "kept" ? `${note.amount}, ${note.euro}` : say("Asked")}`));
  document.querySelector("[data-refused]").hidden = refused.length === 0;
  lines(document.querySelector("[data-refused-list]"), refused.map((note) => `${note.text} – ${note.why}`));
}

function away(is) {
  document.querySelector("[data-away]").hidden = !is;
}

function answer(text, good) {
  const box = document.createElement("div");
  box.className = good ? "utrecht-alert utrecht-alert--ok bh-done" : "bh-errors";
  box.append(Object.assign(document.createElement("p"), { className: good ? "bh-done__amount" : "utrecht-paragraph", textContent: text }));
  place.querySelector("[data-answer]").replaceChildren(box);
}

// Serial and code as they stand on the paper; null when it can't be a note.
function read(text) {
  const bare = [...text.toUpperCase()].filter((symbol) => !/[\s.·-]/.test(symbol)).map((symbol) => ({ O: "0", I: "1", L: "1" })[symbol] ?? symbol).join("");
  const [serial, code] = [bare.slice(0, -9), bare.slice(-9)];
  return /^\d{7,}$/.test(serial) && [...code].every((symbol) => Symbols.includes(symbol)) ? { serial, code } : null;
}

// What the list knows of a note, without the network; null when it does not know it.
async function look(note) {
  const list = stored("list", null);
  if (!list || !crypto.subtle || Date.now() - list.at > KeptFor) return { problem: say("Unready") };
  const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Amsterdam" });
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${list.salt}\n${note.serial}\n${note.code}`)));
  const check = [...digest.slice(0, 2)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const batch = list.batches.find((one) => one.checks[note.serial] === check && !(one.expiresOn && one.expiresOn <= today));
  if (!batch) return { problem: say("Unknown") };
  const waiting = stored("waiting", []);
  if (waiting.some((one) => read(one.text)?.serial === note.serial)) return { problem: say("Twice") };
  const kept = waiting.reduce((sum, one) => sum + (one.minutes ?? 0), 0);
  return kept + batch.minutes > list.most ? { problem: say("Limit") } : { batch };
}

// Throws a TypeError when the network is away.
async function fetchList() {
  const response = await fetch("/winkel/bon?handler=List", { headers: { Accept: "application/json" } });
  if (!response.ok) throw new TypeError("the server can't answer now");
  if (response.redirected) {
    answer(say("Unpaired"), false);
    return null;
  }
  const list = { ...(await response.json()), at: Date.now() };
  store("list", list);
  return list;
}

async function send(note, token) {
  const body = new URLSearchParams({ "Form.Code": note.text, CommandId: note.id, __RequestVerificationToken: token });
  const response = await fetch("/winkel/bon?handler=Send", { method: "POST", body, headers: { Accept: "application/json" } });
  if (!response.ok) throw new TypeError("the server can't answer now");
  return response.json();
}

const drop = (id) => store("waiting", stored("waiting", []).filter((note) => note.id !== id));

// Sends what waits, one after another and in one window at a time. True when the network is there.
const sendAll = () => (navigator.locks ? navigator.locks.request("buurthulp-notes", sendWaiting) : sendWaiting());
async function sendWaiting() {
  try {
    const list = await fetchList();
    if (!list) return true;
    for (const note of stored("waiting", [])) {
      const sent = await send(note, list.token);
      if (!sent.final) break;
      drop(note.id);
      if (sent.why === null) answer(say(note.state === "kept" ? "Late" : "Booked", sent), true);
      // Nobody gave a discount for a note that was only asked about, but whoever stands there has to know.
      else if (note.state === "asked" && note.now) answer(sent.why, false);
      else store("refused", [...stored("refused", []), { text: note.text, why: sent.why }]);
    }
    away(false);
    return true;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    away(true);
    return false;
  } finally {
    show();
  }
}

async function take(text) {
  const note = read(text);
  if (!note) return false;
  const id = crypto.randomUUID?.() ?? form.elements.CommandId.value;
  if (!navigator.onLine) {
    await keep(id, text, note);
    return true;
  }
  store("waiting", [...stored("waiting", []), { id, text, state: "asked", now: true }]);
  if (await sendAll()) return true;
  // Whether the server has it is not known: the same id goes on, so that it is booked once either way.
  drop(id);
  await keep(id, text, note, true);
  return true;
}

async function keep(id, text, note, mayBeBooked = false) {
  away(true);
  const { batch, problem } = await look(note);
  if (batch) {
    store("waiting", [...stored("waiting", []), { id, text, state: "kept", minutes: batch.minutes, amount: batch.amount, euro: batch.euro }]);
    answer(say("Kept", batch), true);
  } else {
    if (mayBeBooked) store("waiting", [...stored("waiting", []), { id, text, state: "asked" }]);
    answer(problem, false);
  }
  show();
}

// Before the handler of app.js, which lets a form be sent once only.
form.addEventListener("submit", async (event) => {
  const input = form.elements["Form.Code"];
  const text = input.value.trim();
  if (!read(text) || form.dataset.busy) return;
  event.preventDefault();
  event.stopPropagation();
  form.dataset.busy = "true";
  try {
    if (await take(text)) input.value = "";
  } finally {
    delete form.dataset.busy;
    input.focus();
  }
});

document.querySelector("[data-refused-seen]").addEventListener("click", () => {
  store("refused", []);
  show();
});

addEventListener("offline", () => away(true));
addEventListener("online", sendAll);
setInterval(() => (stored("waiting", []).length > 0 || !document.querySelector("[data-away]").hidden) && sendAll(), 15_000);
show();
away(!navigator.onLine);
sendAll();
navigator.serviceWorker?.register(place.dataset.worker, { scope: "/winkel" });
