import { errorEntry } from '@pacekeeper/contracts';
import type { Circumstances, Person, Preparation, Prepared } from '../../actions/preparation.ts';
import type { PlannedPerson } from '../../deciding/planner.ts';
import type { PreparedPerson } from '../../ledger/ledger.repository.ts';
import type { OpenJobRow } from '../open-jobs.repository.ts';
import { good, type TurnStep, unreadable } from '../turn-step.ts';

interface About {
  readonly job: OpenJobRow;
  readonly people: readonly PlannedPerson[];
  readonly faultsInARow: number;
  readonly now: Date;
  /** A number in [0, 1) for each of them. */
  readonly chances: readonly number[];
}

const become = ({ interactionId: id }: PlannedPerson, prepared: Prepared): PreparedPerson =>
  'leaveOut' in prepared
    ? { id, code: errorEntry(prepared.leaveOut).code, objects: [] }
    : { id, code: null, objects: prepared.objects };

/** From people to what is done to them: their newest posts, their stories, the message for each. */
export const prepareStep = (
  preparation: Preparation,
  { job, people, faultsInARow, now, chances }: About,
): TurnStep<(person: Person, circumstances: Circumstances) => Prepared> => ({
  job,
  call: (session) => preparation.read(session, people, job.params),
  record: (answer) => {
    if (answer.ok) {
      const of = (person: PlannedPerson, at: number) =>
        become(person, answer.value(person, { options: job.params, now, chance: chances[at] ?? 0 }));
      return good({ writes: [{ kind: 'prepared', job, people: people.map(of) }] });
    }
    const { failure } = answer;
    // The person is gone or private; the job goes on with the others.
    if (failure.scope === 'target') {
      return good({
        writes: [
          { kind: 'prepared', job, people: people.map((person) => become(person, { leaveOut: failure.symbol })) },
        ],
      });
    }
    return unreadable({ job, faultsInARow, spoilsJob: true }, failure);
  },
});
