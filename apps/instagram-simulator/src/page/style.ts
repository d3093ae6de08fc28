/** The page's style: one column of tables, light or dark as the reader's system is. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f8fafc; --paper: #ffffff; --line: #d8dee6; --ink: #1b2430; --soft: #526072; --accent: #0f766e; --mark: #e6f4f1;
}
@media (prefers-color-scheme: dark) {
  :root { --ground: #10161d; --paper: #171f28; --line: #2c3947; --ink: #e6ebf1; --soft: #9aa9ba; --accent: #5eead4; --mark: #16332f; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 14px/1.5 system-ui, sans-serif; }
main { max-width: 1100px; margin: 0 auto; padding: 24px 16px 48px; }
h1 { margin: 0 0 4px; font-size: 28px; line-height: 1.2; }
h2 { margin: 32px 0 8px; font-size: 20px; line-height: 1.3; }
p { margin: 0 0 12px; max-width: 75ch; color: var(--soft); }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
dl { display: flex; flex-wrap: wrap; gap: 4px 28px; margin: 16px 0 0; }
dl div { min-width: 8em; }
dt { color: var(--soft); font-size: 13px; }
dd { margin: 0; font-variant-numeric: tabular-nums; }
.table { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--paper); }
table { width: 100%; min-width: 760px; border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { padding: 8px 12px; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--soft); font-weight: 500; white-space: nowrap; }
tbody th { font-weight: 600; white-space: nowrap; }
.number { text-align: right; }
td.number, th.number { white-space: nowrap; }
code { font: 13px/1.5 ui-monospace, monospace; }
td code { white-space: nowrap; }
code.now { padding: 1px 6px; border-radius: 4px; background: var(--mark); font-size: 14px; white-space: nowrap; }
.soft { color: var(--soft); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.nobody { padding: 12px; margin: 0; }
ul.faces { display: flex; flex-wrap: wrap; gap: 4px 14px; margin: 0; padding: 0; list-style: none; }
ul.faces li { display: flex; align-items: center; gap: 6px; }
ul.faces img { border-radius: 50%; }
`;
