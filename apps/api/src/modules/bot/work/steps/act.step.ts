import type { Action } from '../../actions/action.ts';
import type { Applied } from '../../actions/action.ts';
import type { Intent } from '../../ledger/ledger.service.ts';
import { outcomeOf } from '../../ledger/outcome.ts';
import { type Act, good, objectedTo, type TurnStep, type Write } from '../turn-step.ts';

/** One action on one target, whose intent is written. */
export const actStep = (
  action: Action,
  { job, candidate }: Act,
  intent: Intent,
  faultsInARow: number,
): TurnStep<Applied> => ({
  job,
  call: (session) =>
    action.perform(session, { id: candidate.object, pk: candidate.pk, details: candidate.details }, job.params),
  record: (answer) => {
    const settle: Write = {
      kind: 'settle',
      intent,
      settling: outcomeOf(answer),
      logged: { action: job.action, job_id: job.id, target_pk: candidate.pk, target_username: candidate.username },
      durationMs: answer.durationMs,
    };
    if (!answer.ok) return objectedTo({ to: 'action', failure: answer.failure }, [settle]);
    if (!answer.value.applied) return { ...objectedTo({ to: 'nothing' }, [settle]), fleetSignal: 'good' };
    return good({ writes: faultsInARow > 0 ? [settle, { kind: 'clear_faults' }] : [settle] });
  },
});
