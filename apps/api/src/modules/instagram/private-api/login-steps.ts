import type { VerificationMethod } from '@pacekeeper/contracts';
import { instagramLink } from '../instagram-link.ts';
import type { CodeMethod, VerificationStep } from '../instagram.gateway.ts';
import type { StoredChallenge } from './stored-state.ts';

type Body = Readonly<Record<string, unknown>>;

const object = (value: unknown): Body => (typeof value === 'object' && value !== null ? (value as Body) : {});
const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== ''
    ? value.replaceAll(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').slice(0, 100)
    : null;

/** Seconds until Instagram sends another code, where it does not say; and the bounds of what it may say. */
const WAIT_SECONDS = 60;
const waitOf = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) ? Math.min(300, Math.max(10, Math.ceil(value))) : WAIT_SECONDS;

/** How the methods are called on the wire; sources differ on TOTP, `3` is what current clients send. */
export const TWO_FACTOR_METHODS: Partial<Record<VerificationMethod, string>> = {
  sms: '1',
  backup: '2',
  totp: '3',
  whatsapp: '6',
};

/** What Instagram calls the two places that a challenge's code can go to. */
export const CHALLENGE_CHOICES = { sms: '0', email: '1' } as const;

const NOTHING = { sentTo: null, canSend: [], waitSeconds: null, link: null, review: null } as const;

/**
 * What a login that answered two_factor_required offers; the strongest method first. A message is on its way only where
 * there is no authenticator app: else Instagram sends one when it is asked to.
 */
export const twoFactorStep = (body: Body): { step: VerificationStep; identifier: string } | null => {
  const info = object(body['two_factor_info']);
  const identifier = text(info['two_factor_identifier']);
  if (!identifier) return null;
  const methods: VerificationMethod[] = [];
  if (info['totp_two_factor_on'] === true) methods.push('totp');
  if (info['sms_two_factor_on'] === true) methods.push('sms');
  if (info['whatsapp_two_factor_on'] === true) methods.push('whatsapp');
  methods.push('backup');
  const [method = 'backup'] = methods;
  const digits = text(info['obfuscated_phone_number']);
  const to = digits ? `*** ${digits}` : null;
  const sent = method === 'sms' || method === 'whatsapp';
  return {
    identifier,
    step: {
      ...NOTHING,
      kind: 'two_factor',
      asks: 'code',
      methods,
      method,
      sentTo: sent ? to : null,
      // Instagram has a call for text messages alone.
      canSend: methods.includes('sms') ? [{ method: 'sms', to }] : [],
      waitSeconds: sent ? smsWait(info, body) : null,
    },
  };
};

const smsWait = (info: Body, body: Body): number => {
  const settings = object(info['phone_verification_settings'] ?? body['phone_verification_settings']);
  return waitOf(settings['resend_sms_delay_sec']);
};

/** What Instagram says after it was asked for a text message: the identifier that counts from now on, and the wait. */
export const textMessageSent = (body: Body): { identifier: string | null; to: string | null; waitSeconds: number } => {
  const info = object(body['two_factor_info']);
  const digits = text(info['obfuscated_phone_number']);
  return {
    identifier: text(info['two_factor_identifier']) ?? text(body['two_factor_identifier']),
    to: digits ? `*** ${digits}` : null,
    waitSeconds: smsWait(info, body),
  };
};

/** What a step of a challenge asks the person for, and what has to be kept of it; null where only Instagram's app helps. */
export const challengeStep = (
  body: Body,
  before: StoredChallenge | null = null,
): { step: VerificationStep; challenge: StoredChallenge } | null => {
  const data = object(body['step_data']);
  const base = { ...NOTHING, kind: 'challenge' } as const;
  switch (body['step_name']) {
    case 'select_verify_method': {
      const challenge = { email: text(data['email']), sms: text(data['phone_number']), sent: false };
      const canSend = placesOf(challenge);
      const methods = canSend.map(({ method }) => method);
      return methods.length === 0
        ? null
        : { step: { ...base, asks: 'choice', methods, method: null, canSend }, challenge };
    }
    case 'verify_email':
      return codeStep('email', data, before);
    case 'verify_code':
      return codeStep('sms', data, before);
    case 'delta_login_review': {
      const review = { platform: text(data['platform']), country: text(data['country']) };
      return {
        step: { ...base, asks: 'approval', methods: ['approve'], method: 'approve', review },
        challenge: { sent: false },
      };
    }
    default:
      return null;
  }
};

const codeStep = (method: 'email' | 'sms', data: Body, before: StoredChallenge | null) => {
  const sentTo = text(data['contact_point']);
  const challenge = { ...before, [method]: before?.[method] ?? sentTo, sent: true };
  const canSend = placesOf(challenge);
  return {
    step: {
      ...NOTHING,
      kind: 'challenge',
      asks: 'code',
      methods: [method],
      method,
      sentTo,
      canSend,
      waitSeconds: waitOf(data['resend_delay']),
    } satisfies VerificationStep,
    challenge,
  };
};

const placesOf = (challenge: StoredChallenge): { method: CodeMethod; to: string | null }[] =>
  (['email', 'sms'] as const).flatMap((method) => {
    const to = challenge[method];
    return to ? [{ method, to }] : [];
  });

/** The way that is left where no client can go on: Instagram's own app, and its page where the answer names one. */
export const byHandStep = (asks: 'app' | 'consent', body: Body | null): VerificationStep => {
  const url = object(body?.['challenge'])['url'] ?? body?.['checkpoint_url'];
  return {
    ...NOTHING,
    kind: 'challenge',
    asks,
    methods: ['by_hand'],
    method: 'by_hand',
    link: typeof url === 'string' ? instagramLink(url) : null,
  };
};
