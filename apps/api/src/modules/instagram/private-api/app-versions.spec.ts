import { describe, expect, it } from '@jest/globals';
import { type AppVersion, appOfNewDevice, appOfSession, LIVE_APP } from './app-versions.ts';
import { LIVE_DEVICES, liveDevice } from './device-profiles.ts';

const own: AppVersion = { version: '385.0.0.47.74', code: '378906843' };
const kept: AppVersion = { ...own, kept: true };
const set: AppVersion = { version: '446.0.0.49.77', code: '961999999' };

const config = (mode: 'simulator' | 'live', app: AppVersion | null = null) => ({
  mode,
  appVersion: app?.version ?? null,
  appVersionCode: app?.code ?? null,
});

describe('the app version', () => {
  it.each<[string, ReturnType<typeof config>, AppVersion | null]>([
    ['the library’s, in the simulator', config('simulator'), null],
    ['that of summer 2026, live', config('live'), LIVE_APP],
    ['the configured one, in the simulator', config('simulator', set), set],
    ['the configured one, live', config('live', set), set],
  ])('of a new device is %s', (_, given, app) => expect(appOfNewDevice(given)).toEqual(app));

  it.each<[string, AppVersion | undefined, ReturnType<typeof config>, AppVersion | null]>([
    // Sessions from before versions were stored send what they sent.
    ['of an old session stays the library’s', undefined, config('simulator'), null],
    ['of an old session stays the library’s, live too', undefined, config('live'), null],
    ['of an old session follows the configuration', undefined, config('live', set), set],
    ['of a device made here stays', own, config('live'), own],
    ['of a device made here follows the configuration', own, config('live', set), set],
    ['of a session file stays', kept, config('live'), kept],
    ['of a session file stays, whatever is configured', kept, config('live', set), kept],
  ])('%s', (_, stored, given, app) => expect(appOfSession(stored, given)).toEqual(app));
});

describe('the phones of new devices', () => {
  it.each(LIVE_DEVICES)('%s has the parts of a User-Agent, and Android 13 or newer', (profile) => {
    expect(profile).toMatch(/^(3[3-9])\/(1[3-9]); \d{3}dpi; \d{4}x\d{4}; [\w/]+; [\w -]+; \w+; \w+$/);
  });

  it('are all in use, each by its seed alone, with a build of their Android', () => {
    const found = LIVE_DEVICES.map((_, index) => liveDevice(index.toString(16).padStart(8, '0') + 'f'.repeat(24)));
    expect(found.map(({ deviceString }) => deviceString)).toEqual(LIVE_DEVICES);
    for (const { deviceString, build } of found)
      expect(build).toMatch(deviceString.startsWith('33/') ? /^TP1A/ : /^UP1A/);
  });
});
