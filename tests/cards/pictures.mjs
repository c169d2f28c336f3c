// Draws cards with the official renderer in light and dark, wide and narrow: node pictures.mjs [--open] [--out DIR] [CARD.json ...]
// Without names it takes every golden card. --open folds everything out. Needs chromium; CHROMIUM names another one.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { css, hostConfig, themes } from "./host-config.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const option = (name) => { const at = args.indexOf(name); return at < 0 ? null : args.splice(at, 2)[1]; };
const out = resolve(option("--out") ?? join(here, "pictures"));
const only = option("--only"); // light-600 and the like: one frame alone
const open = args.includes("--open") ? args.splice(args.indexOf("--open"), 1).length > 0 : false;
const golden = join(here, "..", "AgentDesk.Tests", "Surfaces", "Teams", "Cards", "Golden");
const cards = args.length > 0 ? args.map((a) => resolve(a)) : readdirSync(golden).filter((f) => f.endsWith(".json")).map((f) => join(golden, f));
const library = (...path) => readFileSync(join(here, "node_modules", ...path), "utf8");
const widths = [600, 320];

const script = `
const card = CARD, configs = CONFIGS, open = ${open}, md = window.markdownit(), wrong = [];
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => { result.outputHtml = md.render(text); result.didProcess = true; };
for (const frame of document.querySelectorAll(".card")) {
  const drawn = new AdaptiveCards.AdaptiveCard();
  drawn.hostConfig = new AdaptiveCards.HostConfig(configs[frame.dataset.theme]);
  drawn.parse(card);
  for (const e of drawn.validateProperties().validationEvents) wrong.push(e.message);
  frame.appendChild(drawn.render());
  if (open) {
    const show = (e) => { if (!e) return; e.isVisible = true; for (let i = 0; i < (e.getItemCount?.() ?? 0); i++) show(e.getItemAt(i)); };
    show(drawn);
    for (const id of JSON.stringify(card).matchAll(/"targetElements":\\["([^"]+)"/g)) { const e = drawn.getElementById(id[1]); if (e) e.isVisible = true; }
  }
  if (frame.scrollWidth > frame.clientWidth + 1) wrong.push("wider than " + frame.clientWidth);
}
document.body.dataset.height = Math.ceil(document.body.scrollHeight);
document.body.dataset.wrong = wrong.join("; ");
`;

function page(card) {
  const frames = themes.flatMap((t) => widths.map((w) => [t, w])).filter(([t, w]) => !only || only === `${t}-${w}`);
  const configs = Object.fromEntries(themes.map((t) => [t, hostConfig(t)]));
  const safe = (json) => JSON.stringify(json).replaceAll("<", "\\u003c");
  return `<!doctype html><meta charset="utf-8"><style>body { margin: 0; display: flex; align-items: stretch; width: max-content; } .frame { padding: 12px; } .card { overflow: hidden; }
${themes.map(css).join("\n")}</style><style>${library("adaptivecards", "dist", "adaptivecards.css")}</style>
${frames.map(([t, w]) => `<div class="frame ${t}"><div class="card" data-theme="${t}" style="width: ${w}px"></div></div>`).join("")}
<script>window.onerror = (m) => { document.documentElement.dataset.error = m; };</script>
<script>${library("markdown-it", "dist", "markdown-it.min.js")}</script><script>${library("adaptivecards", "dist", "adaptivecards.min.js").replaceAll("</script", "<\\/script")}</script>
<script>${script.replace("CARD", () => safe(card)).replace("CONFIGS", () => safe(configs))}</script>`;
}

const chromium = (...more) => execFileSync(process.env.CHROMIUM ?? "/usr/bin/chromium", ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking", ...more], { stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 28 }).toString();

mkdirSync(out, { recursive: true });
let failed = false;
for (const file of cards) {
  const name = basename(file, ".json") + (open ? "-open" : "");
  const html = join(out, `${name}.html`);
  writeFileSync(html, page(JSON.parse(readFileSync(file, "utf8"))));
  const url = pathToFileURL(html).href;
  const width = only ? Number(only.split("-")[1]) + 26 : (widths[0] + widths[1] + 52) * themes.length;
  const dom = chromium(`--window-size=${width},800`, "--dump-dom", url);
  const height = Number(/data-height="(\d+)"/.exec(dom)?.[1] ?? 0);
  const wrong = /data-(?:wrong|error)="([^"]+)"/.exec(dom)?.[1];
  if (!height || wrong) { failed = true; console.error(`${name}: ${wrong ?? "was not drawn"}`); }
  chromium(`--window-size=${width},${height || 800}`, `--screenshot=${join(out, `${name}.png`)}`, url);
  console.log(`${join(out, name)}.png`);
}

process.exit(failed ? 1 : 0);
