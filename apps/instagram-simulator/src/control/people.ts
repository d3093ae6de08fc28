import { vanish } from '../world/vanish.ts';
import {
  accountIn,
  at,
  type ControlCall,
  ControlError,
  type ControlRoute,
  parsed,
  personNamed,
} from './control-call.ts';
import { driftSchema, listQuerySchema, messageSchema, newUserSchema, userPatchSchema } from './schemas.ts';
import { named, personView } from './views.ts';

const LISTED = 100;
const MOST_LISTED = 100_000;

const listUsers = ({ sim, query }: ControlCall) => {
  const { q, limit = LISTED } = parsed(listQuerySchema, query);
  const most = Math.min(limit, MOST_LISTED);
  const everybody = () =>
    sim.world.generated.map(({ pk }) => sim.world.personByPk(pk)).filter((person) => person !== null);
  const found = q === undefined ? everybody().slice(0, most) : sim.world.search(q.toLowerCase(), most);
  return { items: found.map((person) => personView(sim, person)) };
};

const addUser = ({ sim, body }: ControlCall) => {
  const input = parsed(newUserSchema, body);
  const pk = input.pk ?? sim.world.freePk();
  if (sim.world.personByName(input.username) || sim.world.personByPk(pk)) {
    throw new ControlError(409, `${input.username} or its pk is taken`);
  }
  sim.world.putPerson({
    pk,
    username: input.username,
    fullName: input.full_name ?? input.username,
    biography: input.biography ?? '',
    isPrivate: input.is_private ?? false,
    isVerified: input.is_verified ?? false,
    hasPicture: input.has_picture ?? true,
    isBusiness: input.is_business ?? false,
    index: -1,
  });
  return personView(sim, personNamed(sim, input.username));
};

const patchUser = ({ sim, params, body }: ControlCall) => {
  const person = personNamed(sim, params['username'] ?? '');
  if (sim.accounts.byPk(person.pk)) throw new ControlError(409, 'accounts are changed by PATCH /accounts/NAME');
  const input = parsed(userPatchSchema, body);
  const username = input.username ?? person.username;
  if (username !== person.username && sim.world.personByName(username)) {
    throw new ControlError(409, `${username} is taken`);
  }
  sim.world.putPerson({
    ...person,
    username,
    fullName: input.full_name ?? person.fullName,
    biography: input.biography ?? person.biography,
    isPrivate: input.is_private ?? person.isPrivate,
    isVerified: input.is_verified ?? person.isVerified,
    isBusiness: input.is_business ?? person.isBusiness ?? false,
    hasPicture: input.has_picture ?? person.hasPicture,
  });
  return personView(sim, personNamed(sim, username));
};

const removeUser = ({ sim, params }: ControlCall) => {
  const person = personNamed(sim, params['username'] ?? '');
  if (sim.accounts.byPk(person.pk)) throw new ControlError(409, 'accounts are removed by DELETE /accounts/NAME');
  vanish(sim, person.pk);
  return { ok: true };
};

/** A user of the world writes to an account, or to another user. */
const write = ({ sim, body }: ControlCall) => {
  const { from, to, text } = parsed(messageSchema, body);
  const [author, other] = [personNamed(sim, from).pk, personNamed(sim, to).pk];
  const thread = sim.direct.open([author, other]);
  sim.direct.add(thread.id, {
    id: `3${sim.clock.now()}${sim.secrets.digits(17)}`,
    authorPk: author,
    kind: 'text',
    text,
    mediaPk: null,
    timestamp: `${sim.clock.now()}000`,
    context: '',
  });
  return { thread_id: thread.id, messages: thread.messages.length };
};

const drift = (call: ControlCall) => {
  const { sim } = call;
  const { gain, lose } = parsed(driftSchema, call.body);
  const { gained, lost } = sim.followerDrift.change(accountIn(call).pk, gain, lose);
  return { gained: named(sim, gained), lost: named(sim, lost) };
};

/** The users of the world who cannot sign in: how they are, and what they do by themselves. */
export const peopleRoutes: readonly ControlRoute[] = [
  at('GET', '/users', listUsers),
  at('POST', '/users', addUser),
  at('GET', '/users/:username', ({ sim, params }) => personView(sim, personNamed(sim, params['username'] ?? ''))),
  at('PATCH', '/users/:username', patchUser),
  at('DELETE', '/users/:username', removeUser),
  at('POST', '/messages', write),
  at('POST', '/accounts/:username/followers', drift),
];
