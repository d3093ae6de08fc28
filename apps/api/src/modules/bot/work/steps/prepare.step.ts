import { errorEntry } from '@pacekeeper/contracts';
import type { Preparation, Prepared } from '../../actions/preparation.ts';
import type { PlannedPerson } from '../../deciding/planner.ts';
import type { PreparedPerson } from '../../ledger/ledger.repository.ts';
import type { KnownPeople } from '../known-people.ts';
import type { OpenJobRow } from '../open-jobs.repository.ts';
import { good, type TurnStep, unreadable, type Write } from '../turn-step.ts';
import { readPeople, type Readings } from './filtering.ts';

interface About {
  readonly job: OpenJobRow;
  readonly people: readonly PlannedPerson[];
  readonly known: KnownPeople;
  readonly faultsInARow: number;
  readonly now: Date;
  /** A number in [0, 1) for each of them. */
  readonly chances: readonly number[];
}

const become = ({ interactionId: id }: PlannedPerson, prepared: Prepared): PreparedPerson =>
  'leaveOut' in prepared
    ? { id, code: errorEntry(prepared.leaveOut).code, objects: [] }
    : { id, code: null, objects: prepared.objects };

/** From people to what is done to them: what the filters ask for, then their newest posts, their stories, the message for each. */
export const prepareStep = (
  preparation: Preparation | null,
  { job, people, known, faultsInARow, now, chances }: About,
): TurnStep<Readings> => ({
  job,
  call: (session) =>
    readPeople(preparation, session, people, { filters: job.filters, options: job.params, known, now }),
  record: (answer) => {
    if (answer.ok) {
      const { become: of, profiles } = answer.value;
      const prepared = people.map((person, at) =>
        become(person, of(person, { options: job.params, now, chance: chances[at] ?? 0 })),
      );
      const writes: Write[] = [{ kind: 'prepared', job, people: prepared }];
      return good({ writes: profiles.length > 0 ? [{ kind: 'profiles', profiles }, ...writes] : writes });
    }
    const { failure } = answer;
    // The person is gone or private; the job goes on with the others.
    if (failure.scope === 'target') {
      const left = people.map((person) => become(person, { leaveOut: failure.symbol }));
      return good({ writes: [{ kind: 'prepared', job, people: left }] });
    }
    return unreadable({ job, faultsInARow, spoilsJob: true }, failure);
  },
});
