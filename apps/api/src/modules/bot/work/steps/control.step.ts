import type { InstagramUser } from '../../../instagram/index.ts';
import { good, type Next, objectedTo, type TurnStep } from '../turn-step.ts';

/**
 * The same question for every account, and one that Instagram can answer: who am I? Where its answer is good, what went
 * wrong lies with the page that was asked for, and is its job's own; else it is the account's, and may be the fleet's.
 */
export const controlStep = ({
  job,
  failure,
  spoilsJob,
}: Extract<Next, { kind: 'control' }>): TurnStep<InstagramUser> => ({
  job,
  call: (session) => session.currentUser(),
  record: (answer) => {
    if (!answer.ok) return objectedTo({ to: 'action', failure: answer.failure });
    return good(spoilsJob ? { writes: [{ kind: 'job_trouble', jobIds: [job.id], symbol: failure.symbol }] } : {});
  },
});
