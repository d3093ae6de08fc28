import {
  type AccountChanges,
  accountChangesSchema,
  type AccountPace,
  ACTIONS,
  GAP_SECONDS,
  HOURLY_CAPS,
} from '@pacekeeper/contracts';
import { wholeNumber } from '../../lib/forms/check-with.ts';
import type { Checked } from '../../lib/forms/use-form.ts';

/** What is typed of a pace: empty where the standard holds. */
export type TypedPace = Record<string, string>;

export const paceTexts = (pace: AccountPace | null): TypedPace => ({
  gap: String(pace?.gap_seconds ?? ''),
  ...Object.fromEntries(ACTIONS.map((action) => [action, String(pace?.hourly_caps[action] ?? '')])),
});

const numberOf = (text: string | undefined): number | undefined => (text?.trim() ? wholeNumber(text) : undefined);

/** The pace to set; without any number, the standard. */
export const checkPace = (typed: TypedPace): Checked<AccountChanges> => {
  const caps = Object.fromEntries(
    ACTIONS.flatMap((action) => {
      const cap = numberOf(typed[action]);
      return cap === undefined ? [] : [[action, cap]];
    }),
  );
  const gap = numberOf(typed['gap']);
  const empty = gap === undefined && Object.keys(caps).length === 0;
  const parsed = accountChangesSchema.safeParse({
    pace: empty ? null : { gap_seconds: gap ?? null, hourly_caps: caps },
  });
  if (parsed.success) return { body: parsed.data };
  const wrong = new Set(parsed.error.issues.map(({ path }) => String(path.at(-1))));
  return {
    errors: {
      ...(wrong.has('gap_seconds') && {
        gap: `Enter ${GAP_SECONDS.least} to ${GAP_SECONDS.most} seconds, or leave it empty.`,
      }),
      ...Object.fromEntries(
        ACTIONS.filter((action) => wrong.has(action)).map((action) => [
          action,
          `Enter 1 to ${HOURLY_CAPS[action]}, or leave it empty.`,
        ]),
      ),
    },
  };
};
