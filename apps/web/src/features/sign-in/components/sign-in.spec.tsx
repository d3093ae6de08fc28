/** @jest-environment ./src/testing/browser.mjs */
import { afterEach, describe, expect, it } from '@jest/globals';
import { routes } from '@pacekeeper/contracts';
import { act, screen } from '@testing-library/react';
import { askForInstance } from '../../../lib/instance.ts';
import { givenApi } from '../../../testing/api.ts';
import { draw } from '../../../testing/render.tsx';
import { SignInForm } from './sign-in-form.tsx';

const api = givenApi();

describe('the sign-in form', () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'isSecureContext');
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'isSecureContext');
    if (before) Object.defineProperty(globalThis, 'isSecureContext', before);
  });

  it.each([
    [true, false, false],
    [false, true, false],
    [false, false, true],
  ])(
    'with cookies kept: %s, secure: %s, warns of an address that loses the sign-in: %s',
    async (kept, secure, warns) => {
      Object.defineProperty(globalThis, 'isSecureContext', { value: secure, configurable: true });
      api.answers(routes.instance.read, {
        success: true,
        instance: { mode: 'live', pace_speed: 1, cookies_kept: kept, demo_accounts: [] },
      });
      draw(<SignInForm name="" onAsked={() => {}} />, { person: null });
      await act(() => askForInstance());
      expect(screen.queryByText(/^This browser will not keep you signed in at this address/) !== null).toBe(warns);
    },
  );
});
