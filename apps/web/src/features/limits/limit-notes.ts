import { ACTIONS, type Action, type Limit, type Limits } from '@pacekeeper/contracts';

interface LimitNotes {
  /** What concerns several actions, each sentence once. */
  readonly shared: readonly string[];
  /** What concerns one action. */
  readonly own: Partial<Record<Action, string>>;
}

/** An administrator's reason for a limit that is not the default: it belongs to this action only. */
const isOwn = ({ limit, standard, effective }: Limit): boolean => limit !== standard && effective === limit;

/** Why the limits of a day hold, without saying the same of each action: a default has one reason for all six. */
export const limitNotes = ({ actions }: Pick<Limits, 'actions'>): LimitNotes => {
  const shared = new Set<string>();
  const own: Partial<Record<Action, string>> = {};
  for (const action of ACTIONS) {
    const { why } = actions[action];
    if (!why) continue;
    const alike = ACTIONS.filter((other) => actions[other].why === why && !isOwn(actions[other]));
    if (isOwn(actions[action]) || alike.length === 1) own[action] = why;
    else shared.add(why);
  }
  return { shared: [...shared], own };
};
