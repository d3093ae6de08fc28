import type { VerificationMethod } from '@pacekeeper/contracts';
import { type Body, cleanText, flagOf, numberOf, objectOf } from '../foreign.ts';
import type { VerificationStep } from '../instagram.provider.ts';

/** How the methods are called on the wire; sources differ on TOTP, `3` is what current clients send. */
export const TWO_FACTOR_METHODS: Partial<Record<VerificationMethod, string>> = {
  sms: '1',
  backup: '2',
  totp: '3',
  whatsapp: '6',
};

/** A short text of an answer; null where there is none. */
export const shortText = (value: unknown): string | null => cleanText(value, 100).trim() || null;

/** Seconds until Instagram sends another code, where it does not say; and the bounds of what it may say. */
const WAIT_SECONDS = 60;
export const waitOf = (value: unknown): number => {
  const seconds = numberOf(value);
  return seconds === null ? WAIT_SECONDS : Math.min(300, Math.max(10, Math.ceil(seconds)));
};

/** Methods that an answer may name, the strongest first. A backup code is always among them. */
const NAMED = ['totp', 'sms', 'whatsapp'] as const;
type Named = (typeof NAMED)[number];

/** What says of each method whether it is on: flags first, then what is there only because it is. */
const FLAGS: Readonly<Record<Named, readonly string[]>> = {
  totp: ['totp_two_factor_on', 'is_totp_two_factor_on', 'has_totp_two_factor', 'is_totp_two_factor_enabled'],
  sms: ['sms_two_factor_on', 'is_sms_two_factor_on', 'is_phone_confirmed', 'is_sms_two_factor_enabled'],
  whatsapp: ['whatsapp_two_factor_on', 'is_whatsapp_two_factor_on', 'is_whatsapp_two_factor_enabled'],
};
const TRACES: Readonly<Record<Named, readonly string[]>> = {
  totp: ['totp_device_name', 'totp_seeds', 'totp_seed_id'],
  sms: ['obfuscated_phone_number', 'obfuscated_phone_number_2', 'phone_number', 'phone_verification_settings'],
  whatsapp: ['obfuscated_whatsapp_number', 'whatsapp_number'],
};

interface Answered {
  readonly info: Body;
  readonly body: Body;
}

const given = ({ info, body }: Answered, key: string): unknown => info[key] ?? body[key];

const isTrace = (value: unknown): boolean => {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return shortText(value) !== null && flagOf(value) !== false;
};

/** Yes or no where the answer says it, or has what only such a method leaves; null where it says nothing. */
const isOn = (answered: Answered, method: Named): boolean | null => {
  for (const key of FLAGS[method]) {
    const flag = flagOf(given(answered, key));
    if (flag !== null) return flag;
  }
  return TRACES[method].some((key) => isTrace(given(answered, key))) ? true : null;
};

/**
 * The methods that are on, then those of which nothing is said. Where everything is said to be off, something must be on
 * nevertheless: all are offered.
 */
const methodsOf = (answered: Answered): { methods: VerificationMethod[]; sure: readonly Named[] } => {
  const on = new Map(NAMED.map((method) => [method, isOn(answered, method)]));
  const sure = NAMED.filter((method) => on.get(method) === true);
  const unsaid = NAMED.filter((method) => on.get(method) === null);
  const offered = [...sure, ...unsaid];
  return { methods: [...(offered.length > 0 ? offered : NAMED), 'backup'], sure };
};

/** A phone number as Instagram shows it: its last digits, or masked already. */
const phoneOf = (answered: Answered): string | null => {
  for (const key of TRACES.sms) {
    const value = given(answered, key);
    const text = key === 'phone_verification_settings' ? null : shortText(value);
    if (text) return /^\d{1,6}$/.test(text) ? `*** ${text}` : text;
  }
  return null;
};

const waitIn = (answered: Answered): number =>
  waitOf(objectOf(given(answered, 'phone_verification_settings'))['resend_sms_delay_sec']);

const answeredOf = (body: Body): Answered => ({ info: objectOf(body['two_factor_info']), body });
const identifierOf = (answered: Answered): string | null => shortText(given(answered, 'two_factor_identifier'));

/**
 * What a login that asks for a second factor offers, told from everything that the answer carries. A message is on its way
 * only where an authenticator app is not known to be there: else Instagram sends one when it is asked to.
 */
export const twoFactorStep = (body: Body): { step: VerificationStep; identifier: string } | null => {
  const answered = answeredOf(body);
  const identifier = identifierOf(answered);
  if (!identifier) return null;
  const { methods, sure } = methodsOf(answered);
  const [method = 'backup'] = methods;
  const to = phoneOf(answered);
  const sent = sure[0] === 'sms' || sure[0] === 'whatsapp';
  return {
    identifier,
    step: {
      kind: 'two_factor',
      asks: 'code',
      methods,
      method,
      sentTo: sent ? to : null,
      // Instagram has a call for text messages alone.
      canSend: methods.includes('sms') ? [{ method: 'sms', to }] : [],
      waitSeconds: sent ? waitIn(answered) : null,
      link: null,
      review: null,
    },
  };
};

/** What Instagram says after it was asked for a text message: the identifier that counts from now on, and the wait. */
export const textMessageSent = (body: Body): { identifier: string | null; to: string | null; waitSeconds: number } => {
  const answered = answeredOf(body);
  return { identifier: identifierOf(answered), to: phoneOf(answered), waitSeconds: waitIn(answered) };
};

/** Whether an answer asks for a second factor, in whatever words. */
export const asksTwoFactor = (body: Body | null): body is Body =>
  body !== null &&
  body['status'] !== 'ok' &&
  (flagOf(body['two_factor_required']) === true || Object.keys(objectOf(body['two_factor_info'])).length > 0);
