// 500 discounts in a minute from 20 tills while the pages of members are open: is each booked once, is none lost, does everything still sum to zero?
//
//   node tests/load/counter.mjs [--discounts 500] [--seconds 60] [--tills 20] [--pages 100] [--port 5160]
//
// Starts ./buurthulp on a data folder of its own, with the demo neighbourhood, and stops it at the end. One discount in ten is sent twice at the same moment, as by a double tap or a till that lost the
// answer. Exit code 0 when all is right, 1 when not.
import { spawn, execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: Object.fromEntries(Object.entries({ discounts: "500", seconds: "60", tills: "20", pages: "100", port: "5160" }).map(([name, otherwise]) => [name, { type: "string", default: otherwise }])) });
const [discounts, seconds, tills, pages, port] = ["discounts", "seconds", "tills", "pages", "port"].map((name) => Number(values[name]));
const Minutes = 15;
const MostOfOne = 20;
const StreamsOfOneToken = 20;

const data = mkdtempSync(join(tmpdir(), "buurthulp-load-"));
const env = { ...process.env, BUURTHULP_DATA: data };
const program = (process.env.BUURTHULP_PROGRAM ?? fileURLToPath(new URL("../../buurthulp", import.meta.url))).split(" ");
const api = `http://127.0.0.1:${port}/api/v1/molenwijk`;
const run = (...words) => execFileSync(program[0], [...program.slice(1), ...words], { env, encoding: "utf8" }).trim();
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function call(token, path, body, key = randomUUID()) {
  const response = await fetch(`${api}/${path}`, body === undefined
    ? { headers: { Authorization: `Bearer ${token}` } }
    : { method: "POST", headers: { Authorization: `Bearer ${token}`, "Idempotency-Key": key, "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const text = await response.text();
  return { status: response.status, text, json: text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : null };
}

// A page of a member that is open: it reads what comes until it is closed.
async function open(token, stop, heard) {
  const response = await fetch(`${api}/events`, { headers: { Authorization: `Bearer ${token}` }, signal: stop });
  const decoder = new TextDecoder();
  (async () => {
    try {
      for await (const part of response.body) heard.events += (decoder.decode(part).match(/^event: discount_given$/gm) ?? []).length;
    } catch (error) {
      if (!stop.aborted) throw error;
    }
  })();
}

const server = spawn(program[0], [...program.slice(1), "up", "--port", String(port), "--demo"], { env, stdio: ["ignore", "ignore", "inherit"] });
const pagesOpen = new AbortController();
try {
  for (let tries = 0; ; tries++) {
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).then((response) => response.ok, () => false);
    if (ready && (await fetch(`${api}/checkpoint`)).ok) break;
    // The first time it is built before it starts.
    if (tries > 2400 || server.exitCode !== null) throw new Error("the server does not come up");
    await wait(500);
  }

  const desk = run("token", "molenwijk", "coordinator");
  const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Amsterdam" });
  const shops = Array.from({ length: tills }, (_, i) => `T${String(i + 1).padStart(3, "0")}`);
  for (const account of shops) {
    const joined = await call(desk, "shops", { account, name: `Winkel ${account}`, joinedOn: today, terms: { centsPerHour: 500, maxSharePercent: 50, maxBalanceMinutes: 1_000_000 } });
    if (joined.status !== 201) throw new Error(`${account}: ${joined.text}`);
  }

  const accounts = (await call(desk, "accounts")).json;
  const members = (accounts.accounts ?? accounts).filter((one) => one.kind === "member" && !one.closedOn).map((one) => one.account);
  const tokens = shops.map((shop) => run("token", "molenwijk", "shop", "--account", shop));
  const treasurer = run("token", "molenwijk", "treasurer");
  const balances = async () => new Map((await call(treasurer, "trial-balance")).json.accounts.map((one) => [one.account, one.balance]));
  const before = await balances();
  const rich = [];
  for (const member of members) {
    // A purchase of one cent allows nothing, so this books nothing: who has left is refused for another reason.
    if ((before.get(member) ?? 0) < Minutes * MostOfOne) continue;
    const probe = await call(tokens[0], "discounts", { shop: shops[0], member, purchaseCents: 1, minutes: Minutes });
    if (probe.json.code === "discount-over-share") rich.push(member);
  }
  if (rich.length * MostOfOne < discounts) throw new Error("the members have too few hours");

  const heard = { events: 0 };
  for (let i = 0; i * StreamsOfOneToken < pages; i++) {
    const token = run("token", "molenwijk", "member", "--account", rich[i]);
    for (let one = i * StreamsOfOneToken; one < Math.min(pages, (i + 1) * StreamsOfOneToken); one++) await open(token, pagesOpen.signal, heard);
  }

  const [times, wrong] = [[], []];
  let sent = 0;
  const began = performance.now();
  await Promise.all(tokens.map(async (token, till) => {
    for (let i = till; i < discounts; i += tills) {
      const due = began + (i / discounts) * seconds * 1000;
      if (due > performance.now()) await wait(due - performance.now());
      const [key, body] = [randomUUID(), { shop: shops[till], member: rich[i % rich.length], purchaseCents: 2000, minutes: Minutes }];
      const start = performance.now();
      const answers = await Promise.all(Array.from({ length: i % 10 === 0 ? 2 : 1 }, () => call(token, "discounts", body, key)));
      times.push(performance.now() - start);
      sent += answers.length;
      for (const answer of answers) if (answer.status !== 201 || answer.text !== answers[0].text) wrong.push(answer.text);
    }
  }));
  const took = (performance.now() - began) / 1000;

  const after = await balances();
  const total = [...after.values()].reduce((sum, one) => sum + one, 0);
  const taken = shops.reduce((sum, shop) => sum + after.get(shop), 0);
  const spent = [...before].filter(([account]) => rich.includes(account)).reduce((sum, [account, had]) => sum + had - after.get(account), 0);
  times.sort((a, b) => a - b);
  const at = (share) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))]);
  console.log(`${discounts} discounts by ${sent} calls from ${tills} tills in ${took.toFixed(1)} s, ${pages} pages of members open (they heard ${heard.events})`);
  console.log(`answered within ${at(0.5)} ms (half), ${at(0.95)} ms (95 of 100), ${at(0.99)} ms (99 of 100), ${Math.round(times.at(-1))} ms (all)`);
  console.log(`shops took ${taken} minutes, members spent ${spent}, expected ${discounts * Minutes}; sum of all balances ${total}; wrong answers ${wrong.length}`);
  if (wrong.length > 0) console.log(wrong[0]);
  process.exitCode = taken === discounts * Minutes && spent === taken && total === 0 && wrong.length === 0 ? 0 : 1;
} finally {
  pagesOpen.abort();
  server.kill("SIGINT");
  await new Promise((resolve) => (server.exitCode === null ? server.once("exit", resolve) : resolve()));
  rmSync(data, { recursive: true, force: true });
}
