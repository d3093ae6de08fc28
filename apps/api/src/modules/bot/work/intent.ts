import type { Kinds } from '../kinds.ts';
import type { Intent } from '../ledger/ledger.service.ts';
import type { HeldTurn } from './held-turn.ts';
import type { Act } from './turn-step.ts';

/** What is written before an action is sent. */
export const intentOf = (held: HeldTurn, { job, candidate }: Act, kinds: Kinds): Intent => ({
  lease: held.lease,
  jobId: job.id,
  interactionId: candidate.interactionId,
  spends: kinds.spends(job.action),
  ramp: Number(held.account.ramp),
});
