import { errorEntry, type ErrorSymbol } from '@pacekeeper/contracts';
import type { Action } from '../../actions/action.ts';
import { judge, type Verdict } from '../../deciding/filters.ts';
import type { NewTarget } from '../../ledger/ledger.repository.ts';
import type { Source } from '../../sources/source.ts';
import { objectIdOf, personOf, type Target, type TargetPage } from '../../sources/target.ts';
import type { KnownPeople } from '../known-people.ts';
import type { OpenJobRow } from '../open-jobs.repository.ts';
import { good, type TurnStep, unreadable } from '../turn-step.ts';

interface About {
  readonly job: OpenJobRow;
  readonly ownPk: string;
  readonly faultsInARow: number;
}

/** A page of a source. What is known of its targets is asked next. */
export const pageStep = (source: Source, { job, ownPk, faultsInARow }: About): TurnStep<TargetPage> => ({
  job,
  call: (session) => source.page(session, job.params, job.source_cursor, { pk: ownPk }),
  record: (answer) =>
    answer.ok
      ? good({ next: { kind: 'standing', job, page: answer.value } })
      : unreadable({ job, faultsInARow, spoilsJob: true }, answer.failure),
});

/** Each once, in the order of the page. */
export const pksOf = ({ items }: TargetPage): string[] => [...new Set(items.map((target) => personOf(target).pk))];

/**
 * The account's relationship to the targets of a page, where the action asks for it; else what the page itself tells. Targets
 * missing from the answer are left out, and no others.
 */
export const standingStep = (
  action: Action,
  {
    job,
    ownPk,
    faultsInARow,
    page,
    known,
    now,
  }: About & { readonly page: TargetPage; readonly known: KnownPeople; readonly now: Date },
): TurnStep<ReadonlyMap<string, boolean>> => ({
  job,
  call: async (session) =>
    action.standing && page.items.length > 0
      ? action.standing(session, pksOf(page))
      : { ok: true, value: new Map(), durationMs: 0 },
  record: (answer) => {
    if (!answer.ok) return unreadable({ job, faultsInARow, spoilsJob: true }, answer.failure);
    const about = { job, ownPk, action, known, now };
    const targets = [
      ...page.items.map((one) => newTarget(about, one, standingOf(action, one, answer.value))),
      ...(page.missing ?? []).map(missing),
    ];
    // Until the list was read to its end, each person on it followed before.
    const followers = known.followers && !known.followers.complete ? pksOf(page) : null;
    return good({ writes: [{ kind: 'page', job, page, targets, followers }] });
  },
});

/** Null: Instagram did not tell. */
const standingOf = (
  { standing, preparation, entry }: Action,
  target: Target,
  told: ReadonlyMap<string, boolean>,
): boolean | null => {
  if (standing) return told.get(personOf(target).pk) ?? null;
  return entry.on === 'media' && target.kind === 'media' && preparation ? target.hasLiked : false;
};

const codeOf = (symbol: ErrorSymbol | null): string | null => symbol && errorEntry(symbol).code;

interface Job {
  readonly job: OpenJobRow;
  readonly ownPk: string;
  readonly action: Action;
  readonly known: KnownPeople;
  readonly now: Date;
}

/** Pure: why a target is left out; `needs`: what the filters ask for has to be read first. */
const verdictOf = ({ job, ownPk, known, now }: Job, target: Target, standing: boolean | null): Verdict => {
  const { pk, isPrivate, isVerified } = personOf(target);
  const { followers } = known;
  const facts = {
    ...known.of(pk),
    isPrivate,
    isVerified,
    isOwnAccount: pk === ownPk,
    alreadyDone: standing,
    lastPost: null,
  };
  const verdict = judge(facts, job.filters, now);
  if (verdict.kind === 'skip' || !followers) return verdict;
  return !followers.complete || followers.pks.has(pk) ? { kind: 'skip', symbol: 'FOLLOWED_BEFORE' } : verdict;
};

const newTarget = (about: Job, target: Target, standing: boolean | null): NewTarget => {
  const { action, job } = about;
  const person = personOf(target);
  const verdict = verdictOf(about, target, standing);
  const readsOfIt = target.kind === 'user' && action.preparation?.wanted(job.params) === true;
  return {
    pk: person.pk,
    object: objectIdOf(target, action.entry.on),
    prepared: verdict.kind !== 'needs' && !readsOfIt,
    username: person.username,
    name: person.fullName,
    picture: person.pictureUrl,
    code: codeOf(verdict.kind === 'skip' ? verdict.symbol : null),
  };
};

/** A name that nobody has, which has no pk. */
const missing = (name: string): NewTarget => ({
  pk: `@${name}`,
  object: `@${name}`,
  prepared: true,
  username: name,
  name: '',
  picture: null,
  code: codeOf('TARGET_NOT_FOUND'),
});
