import { errorEntry } from '@pacekeeper/contracts';
import type { Page } from '../../../instagram/index.ts';
import type { Action } from '../../actions/action.ts';
import { leaveOut } from '../../deciding/planner.ts';
import type { NewTarget } from '../../ledger/ledger.repository.ts';
import type { Source } from '../../sources/source.ts';
import { objectIdOf, personOf, type Target } from '../../sources/target.ts';
import type { OpenJobRow } from '../open-jobs.repository.ts';
import { good, type ReadPage, type TurnStep, unreadable } from '../turn-step.ts';

interface About {
  readonly job: OpenJobRow;
  readonly ownPk: string;
  readonly faultsInARow: number;
}

/** `tells`: Instagram can tell the account's relationship to many targets at once. */
export const pageStep = (
  source: Source,
  { job, ownPk, faultsInARow, tells }: About & { readonly tells: boolean },
): TurnStep<Page<Target>> => ({
  job,
  call: (session) => source.page(session, job.params, job.source_cursor),
  record: (answer) => {
    if (!answer.ok) return unreadable({ job, faultsInARow, spoilsJob: true }, answer.failure);
    const page = answer.value;
    if (page.items.length > 0 && tells) return good({ next: { kind: 'standing', job, page } });
    const targets = page.items.map((target) => newTarget(job, ownPk, target, false));
    return good({ writes: [{ kind: 'page', job, page, targets }] });
  },
});

/** The account's relationship to the targets of a page. Targets missing from the answer are left out, and no others. */
export const standingStep = (
  standing: NonNullable<Action['standing']>,
  { job, ownPk, faultsInARow, page }: About & { readonly page: ReadPage },
): TurnStep<ReadonlyMap<string, boolean>> => ({
  job,
  call: (session) => standing(session, page.items.map(objectIdOf)),
  record: (answer) => {
    if (!answer.ok) return unreadable({ job, faultsInARow, spoilsJob: true }, answer.failure);
    const known = answer.value;
    const targets = page.items.map((one) => newTarget(job, ownPk, one, known.get(objectIdOf(one)) ?? null));
    return good({ writes: [{ kind: 'page', job, page, targets }] });
  },
});

const newTarget = (job: OpenJobRow, ownPk: string, target: Target, standing: boolean | null): NewTarget => {
  const person = personOf(target);
  const left = leaveOut({ ...person, standing }, { pk: ownPk }, job.filters);
  return {
    pk: objectIdOf(target),
    username: person.username,
    name: person.fullName,
    picture: person.pictureUrl,
    code: left && errorEntry(left.symbol).code,
  };
};
