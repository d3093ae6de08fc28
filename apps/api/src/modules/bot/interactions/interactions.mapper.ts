import { type Interaction, symbolOfCode } from '@pacekeeper/contracts';
import type { InteractionRow } from './interactions.repository.ts';

export const toInteractionView = (row: InteractionRow): Interaction => {
  const symbol = row.error_code ? symbolOfCode(row.error_code) : null;
  return {
    id: row.id,
    account_id: row.account_id,
    job_id: row.job_id,
    action: row.action,
    target: { pk: row.target_pk, username: row.target_username },
    state: row.state,
    ...(row.error_code ? { error_code: row.error_code } : {}),
    ...(symbol ? { error: symbol } : {}),
    intended_at: row.intended_at?.toISOString() ?? null,
    settled_at: row.settled_at?.toISOString() ?? null,
    duration_ms: row.duration_ms,
  };
};

export const INTERACTION_COLUMNS = [
  'id',
  'account_id',
  'job_id',
  'action',
  'target_pk',
  'target_username',
  'state',
  'error',
  'error_code',
  'intended_at',
  'settled_at',
  'duration_ms',
] as const;

export const toInteractionCells = (row: InteractionRow): Array<string | number | null> => {
  const view = toInteractionView(row);
  return [
    view.id,
    view.account_id,
    view.job_id,
    view.action,
    view.target.pk,
    view.target.username,
    view.state,
    view.error ?? null,
    view.error_code ?? null,
    view.intended_at,
    view.settled_at,
    view.duration_ms,
  ];
};
