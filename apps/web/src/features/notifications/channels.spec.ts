import { describe, expect, it } from '@jest/globals';
import type { Channel, SetNotifications } from '@pacekeeper/contracts';
import { RequestError } from '../../lib/http/request-error.ts';
import { problemFor } from '../../testing/api.ts';
import {
  bodyOf,
  checkChannel,
  eventGroups,
  placeOf,
  refusedFields,
  typedOf,
  withChannel,
  withoutChannel,
} from './channels.ts';

const ID = '0198c0de-0000-7000-8000-000000000009';
const aChannel = (changes: Partial<Channel> = {}): Channel => ({
  id: ID,
  kind: 'webhook',
  target: 'https://example.org/hook?key=1',
  secret_set: true,
  events: ['challenge', 'of_a_newer_version'],
  quiet_hours: null,
  waiting: 0,
  last_sent_at: null,
  failure: null,
  ...changes,
});
const mail = aChannel({ kind: 'mail', target: null, secret_set: false, id: ID.replace(/9$/, '8') });
const body: SetNotifications = bodyOf({ channels: [mail, aChannel()], digest: 'daily' });

describe('the channels that are sent', () => {
  it('keep their ids and secrets, and lose the events that are not known here', () =>
    expect(body.channels).toEqual([
      { id: mail.id, kind: 'mail', events: ['challenge'], quiet_hours: null },
      {
        id: ID,
        kind: 'webhook',
        target: 'https://example.org/hook?key=1',
        events: ['challenge'],
        quiet_hours: null,
      },
    ]));

  it('take a changed one in its place and a new one at the end', () => {
    const changed = { ...body.channels[1], events: ['job_done'] } as never;
    expect(withChannel(body, changed).channels[1]).toEqual(changed);
    const added = { kind: 'slack', target: 'https://hooks.slack.com/x', events: ['job_done'] } as never;
    expect(withChannel(body, added).channels.at(-1)).toEqual(added);
  });

  it('end the summary by mail with the last channel by mail', () => {
    expect(withoutChannel(body, ID)).toMatchObject({ digest: 'daily' });
    expect(withoutChannel(body, mail.id)).toMatchObject({ digest: 'off' });
  });
});

describe('what is typed of a channel', () => {
  const typed = typedOf(null);
  it.each([
    ['webhook', { target: 'ftp://x' }, ['target', 'secret']],
    ['webhook', { target: 'https://example.org', secret: 'short' }, ['secret']],
    ['telegram', { target: 'mia', secret: '123456:abcdefghijklmnopqrstuvwxyz' }, ['target']],
    ['mail', { events: [] }, ['events']],
    ['mail', { quiet: true, from: '07:00', to: '07:00' }, ['to']],
  ] as const)('of %s with %j is wrong at %j', (kind, changes, fields) => {
    const checked = checkChannel(kind, null, { ...typed, ...changes });
    expect('errors' in checked && Object.keys(checked.errors)).toEqual(fields);
  });

  it('may leave out a secret that is set', () =>
    expect(checkChannel('webhook', aChannel(), { ...typed, target: 'https://example.org' })).toHaveProperty(
      'body.id',
      ID,
    ));

  it('is told what the API refuses of it', () => {
    const details = [{ path: 'channels.1.target', message: 'leads into a private network' }];
    const error = new RequestError({ kind: 'refused', problem: problemFor('VALIDATION_FAILED', { details }) });
    expect(refusedFields(error)).toEqual({ target: 'Leads into a private network.' });
  });
});

it('offers administrators what they alone are told of', () => {
  const events = (role: 'admin' | 'user') => eventGroups(role).flatMap((group) => group.events);
  expect(events('admin')).toContain('fleet_paused');
  expect(events('user')).not.toContain('fleet_paused');
});

it.each([
  [aChannel(), 'example.org'],
  [mail, 'mara@example.org'],
  [aChannel({ kind: 'telegram', target: '@alerts' }), '@alerts'],
])('names where a channel leads without its secrets', (channel, place) =>
  expect(placeOf(channel, 'mara@example.org')).toBe(place),
);
