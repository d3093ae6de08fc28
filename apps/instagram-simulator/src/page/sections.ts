import { askedCode, codesOf } from '../control/account-view.ts';
import { targetName } from '../control/effects.ts';
import type { Account } from '../accounts/account.ts';
import type { LimitRule } from '../limits/rate-limits.ts';
import { FILE_KINDS, FILE_NAMES } from '../session-files/session-files.ts';
import type { Simulation } from '../simulation.ts';
import { html, type Html } from './html.ts';

const FACES = 16;
const EFFECTS = 40;
const CALLS = 30;
/** With more accounts than this the page is of no use. */
const ACCOUNTS = 50;

const time = (ms: number): string => new Date(ms).toISOString().slice(11, 19);

const table = (heads: readonly Html[], rows: readonly Html[], empty: string): Html =>
  rows.length === 0
    ? html`<div class="table"><p class="nobody">${empty}</p></div>`
    : html`<div class="table" tabindex="0" role="group" aria-label="Table, scrolls sideways">
        <table>
          <thead>
            <tr>
              ${heads}
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
      </div>`;

const head = (text: string): Html => html`<th scope="col">${text}</th>`;
const numberHead = (text: string): Html => html`<th scope="col" class="number">${text}</th>`;

const shown = (sim: Simulation): Account[] => {
  const all = sim.accounts.all();
  return [...all.filter((one) => one.demo !== null), ...all.filter((one) => one.demo === null)].slice(0, ACCOUNTS);
};

/** Codes that are being waited for right now. */
export const waitingSection = (sim: Simulation): Html => {
  const row = (pk: string, what: string) => {
    const account = sim.accounts.byPk(pk);
    const code = account && askedCode(account, codesOf(sim, account));
    return html`<tr>
      <th scope="row">${account?.username ?? pk}</th>
      <td>${what}</td>
      <td>${code ? html`<code class="now">${code}</code>` : html`<span class="soft">none sent</span>`}</td>
    </tr>`;
  };
  const rows = [
    ...sim.pendingLogins.all().map(({ pk }) => row(pk, 'second factor of a sign-in')),
    ...sim.challenges.all().map(({ pk, step }) => row(pk, `challenge, at ${step}`)),
  ];
  return html`<h2>Codes that are waited for</h2>
    ${table([head('Account'), head('For'), head('Code')], rows, 'Nobody waits for a code.')}`;
};

const stateOf = (sim: Simulation, account: Account): string => {
  const live = sim.sessions.of(account.pk).filter((session) => session.revoked === null).length;
  return [
    ...(account.disabled ? ['disabled'] : []),
    ...(account.consentRequired ? ['must consent'] : []),
    ...(sim.challenges.of(account.pk) ? ['challenged'] : []),
    live === 1 ? '1 session' : `${live} sessions`,
  ].join(', ');
};

const codeCell = (sim: Simulation, account: Account): Html => {
  const codes = codesOf(sim, account);
  const code = askedCode(account, codes);
  if (code === null) return html`<span class="soft">none</span>`;
  const left = codes.totp === undefined ? '' : ` ${codes.totp_seconds_left} s left`;
  return html`<code class="now">${code}</code><span class="soft">${left}</span>`;
};

export const accountSection = (sim: Simulation): Html => {
  const all = sim.accounts.all().length;
  const rows = shown(sim).map(
    (account) =>
      html`<tr>
        <th scope="row">${account.username}</th>
        <td><code>${account.password}</code></td>
        <td>${account.demo ?? ''}</td>
        <td>${codeCell(sim, account)}</td>
        <td>${stateOf(sim, account)}</td>
        <td class="number">${sim.graph.followerCount(account.pk)}</td>
        <td class="number">${sim.graph.followingCount(account.pk)}</td>
      </tr>`,
  );
  const heads = ['Name', 'Password', 'Shows', 'Code now', 'State'].map(head);
  return html`<h2>Accounts</h2>
    <p>Who can sign in here. Nothing of this is real.${all > ACCOUNTS ? ` The first ${ACCOUNTS} of ${all}.` : ''}</p>
    ${table([...heads, numberHead('Followers'), numberHead('Follows')], rows, 'There are no accounts.')}`;
};

/** Files of sessions that other tools have made, to try a connection without a password. */
export const sessionFileSection = (sim: Simulation): Html => {
  const rows = shown(sim).map(
    (account) =>
      html`<tr>
        <th scope="row">${account.username}</th>
        ${FILE_KINDS.map(
          (kind) =>
            html`<td>
              <a href="/accounts/${account.username}/session-file?kind=${kind}" download
                >${FILE_NAMES[kind]}<span class="hidden"> of ${account.username}</span></a
              >
            </td>`,
        )}
      </tr>`,
  );
  return html`<h2>Session files</h2>
    <p>
      As another tool would have saved them after it signed in. Each has a phone and an app version of its own, and its
      session ends when it is used with others.
    </p>
    ${table(['Account', 'File', 'File', 'File', 'File'].map(head), rows, 'There are no accounts.')}`;
};

/** What each app version gets. */
export const versionSection = ({ settings }: Simulation): Html => {
  const { versions, refused_versions: refused, minimum_version: minimum, version_answer: answer } = settings;
  const rows = [
    ...versions.map((row) => ({ version: row.version, answer: row.answer })),
    ...refused.map((version) => ({ version, answer })),
    ...(minimum === null ? [] : [{ version: `below ${minimum}`, answer }]),
  ].map(
    (row) =>
      html`<tr>
        <th scope="row"><code>${row.version}</code></th>
        <td>${row.answer.replaceAll('_', ' ')}</td>
      </tr>`,
  );
  return html`<h2>App versions</h2>
    ${table([head('Version, or how it begins'), head('Gets')], rows, 'Every version is accepted.')}`;
};

export const followSection = (sim: Simulation): Html => {
  const rows = shown(sim)
    .filter((account) => sim.graph.followingCount(account.pk) > 0)
    .map((account) => {
      const following = sim.graph.following(account.pk);
      const faces = following.slice(0, FACES).map((pk) => {
        const person = sim.world.personByPk(pk);
        return html`<li>
          <img
            src="${sim.wires.string.picture(pk)}"
            width="20"
            height="20"
            alt=""
            loading="lazy"
          />${person?.username ?? pk}
        </li>`;
      });
      const rest = following.length - faces.length;
      return html`<tr>
        <th scope="row">${account.username}</th>
        <td>
          <ul class="faces">
            ${faces}${rest > 0 && html`<li class="soft">and ${rest} more</li>`}
          </ul>
        </td>
      </tr>`;
    });
  return html`<h2>Who follows whom now</h2>
    ${table([head('Account'), head('Follows, the latest first')], rows, 'Nobody follows anybody yet.')}`;
};

export const effectSection = (sim: Simulation): Html => {
  const rows = sim.recentEffects
    .items()
    .reverse()
    .slice(0, EFFECTS)
    .map(
      (landed) =>
        html`<tr>
          <td>${time(landed.at)}</td>
          <th scope="row">${sim.accounts.byPk(landed.pk)?.username ?? landed.pk}</th>
          <td>${landed.action}</td>
          <td>${targetName(sim, landed.target)} <code class="soft">${landed.target}</code></td>
          <td>${landed.changed ? 'changed' : 'was so already'}</td>
        </tr>`,
    );
  return html`<h2>Recent effects</h2>
    ${table(['Time (UTC)', 'Account', 'Action', 'Target', 'Result'].map(head), rows, 'Nothing has been done yet.')}`;
};

const limitInWords = ({ action, soft, hard, window_s }: LimitRule): string => {
  const parts = [soft === null ? '' : `blocked after ${soft}`, hard === null ? '' : `429 after ${hard}`];
  return `${action}: ${parts.filter((part) => part !== '').join(', ')} in ${window_s} s`;
};

export const ruleSection = (sim: Simulation): Html => {
  const rows = [
    ...sim.faults
      .rules()
      .map((rule) => ({ kind: 'fault', what: rule.kind, rule, times: `${rule.applied} of ${rule.matched} calls` })),
    ...sim.limits.rules().map((rule) => ({ kind: 'limit', what: limitInWords(rule), rule, times: '' })),
    ...sim.landingRules.map((rule) => ({
      kind: 'late effect',
      what: `${rule.when}, ${rule.land_after_ms} ms`,
      rule,
      times: '',
    })),
    ...sim.silenceRules.map((rule) => ({ kind: 'silence', what: `${rule.action}, ${rule.answer}`, rule, times: '' })),
  ].map(
    ({ kind, what, rule, times }) =>
      html`<tr>
        <td>${kind}</td>
        <th scope="row">${what}</th>
        <td>${rule.account ?? 'every account'}</td>
        <td>${times}</td>
        <td><code>${rule.id}</code></td>
      </tr>`,
  );
  return html`<h2>Faults and limits in force</h2>
    ${table(['Kind', 'What', 'Account', 'Applied', 'Id'].map(head), rows, 'None: everything works.')}`;
};

export const callSection = (sim: Simulation): Html => {
  const rows = sim.recorder
    .find({ limit: CALLS })
    .reverse()
    .map(
      (entry) =>
        html`<tr>
          <td>${time(entry.at)}</td>
          <th scope="row">${entry.account ?? 'not signed in'}</th>
          <td>${entry.method} <code>${entry.path}</code></td>
          <td class="number">${entry.status === 0 ? 'no answer' : entry.status}</td>
        </tr>`,
    );
  return html`<h2>Recent calls</h2>
    ${table([...['Time (UTC)', 'Account', 'Call'].map(head), numberHead('Answer')], rows, 'No calls yet, or recording is off.')}`;
};
