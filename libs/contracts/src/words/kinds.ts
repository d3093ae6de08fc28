import { type Action, ACTIONS } from '../actions.ts';

/** What a parameter of a message may be. `read` takes what was stored; undefined: it is not of this kind. */
export interface Kind<T, Optional extends boolean = false> {
  readonly read: (value: unknown) => T | undefined;
  readonly optional: Optional;
}

const kind = <T>(read: Kind<T>['read']): Kind<T> => ({ read, optional: false });

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const oneOf = <const T extends string>(values: readonly T[]): Kind<T> =>
  kind((value) => values.find((one) => one === value));

export const optional = <T>({ read }: Kind<T>): Kind<T, true> => ({ read, optional: true });

export const text: Kind<string> = kind((value) => (typeof value === 'string' ? value : undefined));

export const count: Kind<number> = kind((value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined,
);

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** ISO 8601 in UTC; the renderer shows it in the reader's zone. */
export const time: Kind<string> = kind((value) =>
  typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined,
);

export const action: Kind<Action> = oneOf(ACTIONS);

/** Daily limits by action; null: no limit of one's own. What is not an action, or not a limit, is left out. */
export type LimitWords = Readonly<Partial<Record<Action, number | null>>>;
export const limits: Kind<LimitWords> = kind((value) =>
  isObject(value)
    ? Object.fromEntries(
        ACTIONS.flatMap((one) => {
          const limit = Object.hasOwn(value, one) ? value[one] : undefined;
          return limit === null || count.read(limit) !== undefined ? [[one, limit]] : [];
        }),
      )
    : undefined,
);

/** A message inside another one: an object of `symbol` and `params`, read by `parse`. */
export const nested = <T>(parse: (symbol: unknown, params: unknown) => T | undefined): Kind<T> =>
  kind((value) => (isObject(value) ? parse(value['symbol'], value['params']) : undefined));

type Shape = Readonly<Record<string, Kind<unknown, boolean>>>;

/** The parameters that a shape describes. */
export type Params<S extends Shape> = {
  readonly [K in keyof S as S[K] extends Kind<unknown, true> ? never : K]: NonNullable<ReturnType<S[K]['read']>>;
} & {
  readonly [K in keyof S as S[K] extends Kind<unknown, true> ? K : never]?:
    NonNullable<ReturnType<S[K]['read']>> | undefined;
};

/** Of what was stored, the declared parameters alone; undefined where one that is needed is missing or of another kind. */
export const readParams = (shape: Shape, stored: unknown): Record<string, unknown> | undefined => {
  const given = isObject(stored) ? stored : {};
  const params: Record<string, unknown> = {};
  for (const [name, { read, optional: mayMiss }] of Object.entries(shape)) {
    const value = Object.hasOwn(given, name) ? read(given[name]) : undefined;
    if (value !== undefined) params[name] = value;
    else if (!mayMiss) return undefined;
  }
  return params;
};
