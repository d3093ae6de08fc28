import type { Action } from '../../actions/action.ts';
import type { OpenJobRow } from '../open-jobs.repository.ts';
import { good, objectedTo, type TurnStep, unreadable } from '../turn-step.ts';
import { SILENT_BLOCK } from '../silent-block.ts';

/**
 * Asks, before a job ends, whether what was called done is so: an answer may claim what did not happen. Where most of
 * them turn out to be untrue, those are refused after all and the bot pauses.
 */
export const verifyStep = (
  standing: NonNullable<Action['standing']>,
  { job, faultsInARow, targets }: { job: OpenJobRow; faultsInARow: number; targets: readonly string[] },
): TurnStep<ReadonlyMap<string, boolean>> => ({
  job,
  call: (session) => standing(session, targets),
  record: (answer) => {
    // The job is done, whatever its targets' page is worth.
    if (!answer.ok) return unreadable({ job, faultsInARow, spoilsJob: false }, answer.failure);
    const untrue = targets.filter((pk) => answer.value.get(pk) === false);
    // Some may have thrown the account out since, or its person undid them; most of them is Instagram's doing.
    if (untrue.length * 2 <= targets.length) return good();
    return objectedTo({ to: 'action', failure: SILENT_BLOCK }, [
      { kind: 'retract', jobId: job.id, action: job.action, objects: untrue },
    ]);
  },
});
