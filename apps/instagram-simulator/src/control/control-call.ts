import type { z } from 'zod';
import type { Account } from '../accounts/account.ts';
import type { SimulationSpec } from '../create-simulation.ts';
import type { Simulation } from '../simulation.ts';
import type { Fields } from '../support/json.ts';
import type { Reply } from '../transport/reply.ts';
import type { SelfSigned } from '../transport/self-signed.ts';
import type { Person } from '../world/types.ts';

/** What the control port works on. */
export interface ControlContext {
  readonly current: () => Simulation;
  /** What a reset goes back to. */
  readonly spec: SimulationSpec;
  readonly instagramUrl: string;
  /** What a client is shown that speaks TLS in a tunnel. */
  readonly certificate: () => SelfSigned;
  readonly reset: (spec: SimulationSpec) => Simulation;
  readonly onChange: () => void;
}

export interface ControlCall {
  readonly sim: Simulation;
  readonly context: ControlContext;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Fields;
  /** The parsed JSON body; {} where there is none. */
  readonly body: unknown;
}

/** A handler gives the answer's JSON, or a whole reply. */
export type ControlHandler = (call: ControlCall) => object | Promise<object>;

export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly handle: ControlHandler;
}

export const at = (method: ControlRoute['method'], path: string, handle: ControlHandler): ControlRoute => ({
  method,
  path,
  handle,
});

export class ControlError extends Error {
  readonly status: number;
  readonly details: unknown;

  constructor(status: number, message: string, details: unknown = undefined) {
    super(message);
    this.status = status;
    this.details = details;
  }
}

/** The value as its schema has it. @throws ControlError 400 */
export const parsed = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ControlError(
    400,
    'invalid',
    result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  );
};

/** @throws ControlError 404 */
export const accountIn = ({ sim, params }: ControlCall): Account => {
  const account = sim.accounts.byName(params['username'] ?? '');
  if (!account) throw new ControlError(404, `there is no account ${params['username'] ?? ''}`);
  return account;
};

/** @throws ControlError 404 */
export const personNamed = (sim: Simulation, username: string): Person => {
  const person = sim.world.personByName(username);
  if (!person) throw new ControlError(404, `there is no user ${username}`);
  return person;
};

export const isReply = (value: object): value is Reply => 'status' in value && ('text' in value || 'json' in value);
