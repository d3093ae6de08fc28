import type { ErrorSymbol } from '@pacekeeper/contracts';
import type { Action, Applied } from '../../actions/action.ts';
import type { Candidate } from '../../deciding/planner.ts';
import type { OpenJobRow } from '../open-jobs.repository.ts';
import { good, type TurnStep, unreadable } from '../turn-step.ts';

/**
 * Looks at a target again that was chosen some time ago: what is so already by now is left out, and so is what is gone. Asks
 * what is asked to read an action back.
 */
export const lookStep = (
  readBack: NonNullable<Action['readBack']>,
  { job, candidate, faultsInARow }: { job: OpenJobRow; candidate: Candidate; faultsInARow: number },
): TurnStep<Applied | null> => {
  const leaveOut = (symbol: ErrorSymbol) =>
    good({ writes: [{ kind: 'skip', jobId: job.id, interactionId: candidate.interactionId, symbol }] });
  return {
    job,
    call: (session) => readBack(session, { id: candidate.object, pk: candidate.pk, details: candidate.details }),
    record: (answer) => {
      if (answer.ok) {
        if (answer.value === null) return leaveOut('TARGET_NOT_FOUND');
        return answer.value.applied ? leaveOut('ALREADY_DONE') : good({ next: { kind: 'act', job, candidate } });
      }
      if (answer.failure.scope === 'target') return leaveOut(answer.failure.symbol);
      return unreadable({ job, faultsInARow, spoilsJob: true }, answer.failure);
    },
  };
};
