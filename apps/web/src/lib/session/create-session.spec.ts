import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { LoginAnswer, Problem, User } from '@pacekeeper/contracts';
import { RequestError } from '../http/request-error.ts';
import { createSession, type Session, type SessionMessage } from './create-session.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');

const user: User = {
  id: '018f2f6e-7d3c-7c11-9a55-0123456789ab',
  username: 'mia',
  email: null,
  role: 'user',
  is_active: true,
  must_change_password: false,
  two_factor_enabled: false,
  time_zone: 'Europe/Berlin',
  created_at: '2026-11-01T12:00:00Z',
  last_login_at: null,
};

const answer = (token: string, changes: Partial<LoginAnswer> = {}): LoginAnswer => ({
  success: true,
  token,
  expires_at: new Date(NOW + 15 * 60_000).toISOString(),
  must_change_password: false,
  must_set_up_two_factor: false,
  user,
  ...changes,
});

const refused = (status: number) =>
  new RequestError({ kind: 'refused', problem: { status, error: 'TOKEN_INVALID' } as Problem });
const unreachable = new RequestError({ kind: 'unreachable' });

let signedInBefore: boolean;
let refresh: jest.Mock<() => Promise<LoginAnswer>>;
let logout: jest.Mock<(token: string) => Promise<void>>;
let told: SessionMessage[];
let timers: { ms: number; work: () => void }[];
let session: Session;

const status = () => session.state().status;

beforeEach(() => {
  signedInBefore = true;
  refresh = jest.fn<() => Promise<LoginAnswer>>().mockResolvedValue(answer('first'));
  logout = jest.fn<(token: string) => Promise<void>>().mockResolvedValue();
  told = [];
  timers = [];
  session = createSession({
    refresh,
    logout,
    lock: (work) => work(),
    hint: { get: () => signedInBefore, set: (value) => void (signedInBefore = value) },
    now: () => NOW,
    schedule: (ms, work) => {
      const timer = { ms, work };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    pause: () => Promise.resolve(),
    tell: (message) => void told.push(message),
  });
});

describe('at the start', () => {
  it('asks for nothing where nobody ever signed in', async () => {
    signedInBefore = false;
    await session.ready();
    expect(refresh).not.toHaveBeenCalled();
    expect(session.state()).toEqual({ status: 'signed_out', ended: false });
  });

  it('keeps one signed in after a reload', async () => {
    await session.ready();
    expect(session.token()).toBe('first');
  });

  it('asks once for all who wait', async () => {
    await Promise.all([session.ready(), session.ready(), session.renew(null)]);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('is signed out where the cookie is no longer taken, without calling that an end', async () => {
    refresh.mockRejectedValue(refused(401));
    await session.ready();
    expect(session.state()).toEqual({ status: 'signed_out', ended: false });
    expect(signedInBefore).toBe(false);
  });

  it('asks again where the page before it was left while it renewed', async () => {
    refresh.mockRejectedValueOnce(refused(401)).mockRejectedValueOnce(refused(401));
    await session.ready();
    expect(session.token()).toBe('first');
    expect(refresh).toHaveBeenCalledTimes(3);
  });

  it('knows nothing while the API cannot be reached, and finds out when asked again', async () => {
    refresh.mockRejectedValueOnce(unreachable);
    await expect(session.ready()).rejects.toBe(unreachable);
    expect(status()).toBe('starting');
    await session.ready();
    expect(status()).toBe('signed_in');
  });
});

describe('a token', () => {
  beforeEach(() => session.ready());

  it('is renewed a minute before it ends', async () => {
    expect(timers.map(({ ms }) => ms)).toEqual([14 * 60_000]);
    refresh.mockResolvedValue(answer('second'));
    timers[0]?.work();
    await Promise.resolve().then(() => session.renew('first'));
    expect(session.token()).toBe('second');
  });

  it('is not renewed in a loop where the clock of this machine runs ahead', () => {
    session.accept(answer('past', { expires_at: new Date(NOW - 60_000).toISOString() }));
    expect(timers.map(({ ms }) => ms)).toEqual([10_000]);
  });

  it('is traded once for many requests that found it stale', async () => {
    refresh.mockResolvedValue(answer('second'));
    const all = await Promise.all(Array.from({ length: 50 }, () => session.renew('first')));
    expect(all.every(Boolean)).toBe(true);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it('is not traded again for a request that was sent with the one before', async () => {
    refresh.mockResolvedValue(answer('second'));
    await session.renew('first');
    expect(await session.renew('first')).toBe(true);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it('that is refused for good ends the sign-in', async () => {
    refresh.mockRejectedValue(refused(401));
    expect(await session.renew('first')).toBe(false);
    expect(session.state()).toEqual({ status: 'signed_out', ended: true });
    expect(timers).toEqual([]);
  });

  it.each([
    ['is out of reach', unreachable],
    ['is overloaded', refused(429)],
    ['fails', new RequestError({ kind: 'unexpected', status: 502 })],
  ])('stays while the API %s', async (_, error) => {
    refresh.mockRejectedValue(error);
    await expect(session.renew('first')).rejects.toBe(error);
    expect(session.token()).toBe('first');
  });
});

describe('signing in and out', () => {
  it('tells the other tabs', async () => {
    session.accept(answer('mine'));
    await session.signOut();
    expect(logout).toHaveBeenCalledWith('mine');
    expect(told).toEqual(['signed_in', 'signed_out']);
    expect(session.state()).toEqual({ status: 'signed_out', ended: false });
  });

  it('stays signed in where the API could not be told', async () => {
    session.accept(answer('mine'));
    logout.mockRejectedValue(unreachable);
    await expect(session.signOut()).rejects.toBe(unreachable);
    expect(status()).toBe('signed_in');
  });

  it('follows another tab', async () => {
    session.accept(answer('mine'));
    session.hear('signed_out');
    expect(status()).toBe('signed_out');
    refresh.mockResolvedValue(answer('theirs', { user: { ...user, username: 'jon' } }));
    session.hear('signed_in');
    await session.renew(null);
    expect(session.token()).toBe('theirs');
  });

  it('shows every change to those who listen', () => {
    const listener = jest.fn();
    const stop = session.subscribe(listener);
    session.accept(answer('mine'));
    session.end();
    stop();
    session.accept(answer('again'));
    expect(listener).toHaveBeenCalledTimes(2);
  });
});

describe('a password that must be changed', () => {
  it('holds until the record says otherwise', () => {
    session.accept(answer('mine', { must_change_password: true }));
    expect(session.state()).toMatchObject({ mustChangePassword: true });
    session.update({ ...user, must_change_password: false });
    expect(session.state()).toMatchObject({ mustChangePassword: false, token: 'mine' });
    session.requirePasswordChange();
    expect(session.state()).toMatchObject({ mustChangePassword: true });
  });
});

describe('a second factor that must be set up', () => {
  beforeEach(() => session.ready());

  it('holds until the record says that there is one', () => {
    session.accept(answer('mine', { must_set_up_two_factor: true }));
    session.update({ ...user, time_zone: 'Europe/Paris' });
    expect(session.state()).toMatchObject({ mustSetUpTwoFactor: true, user: { time_zone: 'Europe/Paris' } });
    session.update({ ...user, two_factor_enabled: true });
    expect(session.state()).toMatchObject({ mustSetUpTwoFactor: false, token: 'mine' });
    session.requireTwoFactorSetup();
    expect(session.state()).toMatchObject({ mustSetUpTwoFactor: true });
  });
});
