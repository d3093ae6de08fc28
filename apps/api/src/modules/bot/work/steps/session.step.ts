import type { Failure, InstagramUser } from '../../../instagram/index.ts';
import type { OpenJobRow } from '../open-jobs.repository.ts';
import { good, objectedTo, type TurnStep } from '../turn-step.ts';

/** What an answer means that says nothing of the session: there is no target here that could be skipped. */
const NO_ANSWER = { symbol: 'INSTAGRAM_UNEXPECTED', scope: 'account', next: 'retry_later' } as const;

const withDoubt = (failure: Failure): Failure => {
  if (failure.scope === 'target') return { ...failure, ...NO_ANSWER, doubt: 'session' };
  return failure.symbol === 'INSTAGRAM_UNEXPECTED' ? { ...failure, doubt: 'session' } : failure;
};

/** One question whether the session is still valid; only its answer decides. */
export const sessionStep = (job: OpenJobRow): TurnStep<InstagramUser> => ({
  job,
  call: (session) => session.currentUser(),
  record: (answer) => {
    if (answer.ok) return good({ writes: [{ kind: 'trust_session' }] });
    return objectedTo({ to: 'action', failure: withDoubt(answer.failure) });
  },
});
