import type { Action } from '@pacekeeper/contracts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { ActionKind } from './action-kind.ts';
import { follow } from './follow.action.ts';

export type { ActionKind, Applied } from './action-kind.ts';

const KINDS: ReadonlyMap<Action, ActionKind> = new Map([follow].map((kind) => [kind.action, kind]));

export const actionKind = (action: Action): ActionKind => {
  const kind = KINDS.get(action);
  if (!kind) throw new AppError('INTERNAL', {}, { cause: new TypeError(`no action ${action}`) });
  return kind;
};
