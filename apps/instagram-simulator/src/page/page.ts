import type { Simulation } from '../simulation.ts';
import { html, type Html } from './html.ts';
import {
  accountSection,
  callSection,
  effectSection,
  followSection,
  ruleSection,
  sessionFileSection,
  versionSection,
  waitingSection,
} from './sections.ts';

const fact = (name: string, value: string | number): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

const facts = (sim: Simulation): Html => {
  const size = sim.world.size();
  return html`<dl>
    ${fact('Time here (UTC)', new Date(sim.clock.now()).toISOString().slice(0, 19).replace('T', ' '))}
    ${fact('Users', size.people)} ${fact('Media', size.posts)} ${fact('Hashtags', size.tags)}
    ${fact('Seed', sim.world.spec.seed)} ${fact('Calls', sim.recorder.total())}
    ${fact('Wrong signatures', sim.signatures.invalid)} ${fact('Effects to land', sim.pending.count())}
    ${fact('Calls of one account at once, at most', sim.inFlight.mostOfAny())}
  </dl>`;
};

/** The simulator's own page: what its world looks like now. `refresh`: seconds until it loads again, or null. */
export const renderPage = (sim: Simulation, instagramUrl: string, refresh: number | null): string => {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${refresh !== null && html`<meta http-equiv="refresh" content="${refresh}" />`}
        <title>Simulated Instagram</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <main>
          <h1>Simulated Instagram</h1>
          <p>
            An invented world behind <code>${instagramUrl}</code>. No person, picture or account here exists.
            ${refresh === null ? html`<a href="/?refresh=5">Load again every 5 seconds</a>` : html`<a href="/">Stop loading again</a>`}
          </p>
          ${facts(sim)} ${waitingSection(sim)} ${accountSection(sim)} ${sessionFileSection(sim)} ${versionSection(sim)}
          ${followSection(sim)} ${effectSection(sim)} ${ruleSection(sim)} ${callSection(sim)}
        </main>
      </body>
    </html> `;
  return page.markup;
};
