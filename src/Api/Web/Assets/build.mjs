// Bundles style, script and icons into the folder that is given, each with a Brotli copy beside it.
// The build of src/Api/Api.csproj runs it and puts what it makes into the program.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = process.argv[2] ?? join(here, "out");
await mkdir(out, { recursive: true });

const scripts = (await readdir(join(here, "scripts"))).filter((file) => file.endsWith(".js"));
await build({
  entryPoints: [join(here, "style/app.css"), ...scripts.map((file) => join(here, "scripts", file))],
  entryNames: "[name]",
  outdir: out,
  bundle: true,
  minify: true,
  // Browsers that still get security updates on the phones people have.
  target: ["chrome100", "firefox100", "safari15.4"],
  format: "esm",
  legalComments: "linked",
  logLevel: "warning",
});

const icons = await readFile(join(here, "icons.svg"), "utf8");
await writeFile(join(out, "icons.svg"), icons.replace(/>\s+</g, "><"));
await copyFile(join(here, "mark.svg"), join(out, "mark.svg"));

for (const file of await readdir(out)) {
  if (/\.(css|js|svg)$/.test(file)) await writeFile(join(out, `${file}.br`), brotliCompressSync(await readFile(join(out, file))));
}
