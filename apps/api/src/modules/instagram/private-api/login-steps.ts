import type { VerificationMethod } from '@pacekeeper/contracts';
import type { ChallengeStep, TwoFactorStep } from '../instagram.gateway.ts';

type Body = Readonly<Record<string, unknown>>;

const object = (value: unknown): Body => (typeof value === 'object' && value !== null ? (value as Body) : {});
const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== ''
    ? value.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '').slice(0, 100)
    : null;

/** How the methods are called on the wire; sources differ on TOTP, `3` is what current clients send. */
export const TWO_FACTOR_METHODS: Partial<Record<VerificationMethod, string>> = {
  sms: '1',
  backup: '2',
  totp: '3',
  whatsapp: '6',
};

/** What a login that answered two_factor_required offers; the strongest method first. */
export const twoFactorStep = (body: Body): { step: TwoFactorStep; identifier: string } | null => {
  const info = object(body['two_factor_info']);
  const identifier = text(info['two_factor_identifier']);
  if (!identifier) return null;
  const methods: VerificationMethod[] = [];
  if (info['totp_two_factor_on'] === true) methods.push('totp');
  if (info['sms_two_factor_on'] === true) methods.push('sms');
  if (info['whatsapp_two_factor_on'] === true) methods.push('whatsapp');
  methods.push('backup');
  const digits = text(info['obfuscated_phone_number']);
  return {
    identifier,
    step: {
      kind: 'two_factor',
      methods,
      sentTo: digits && (methods.includes('sms') || methods.includes('whatsapp')) ? `*** ${digits}` : null,
    },
  };
};

/** What a step of a challenge asks the person for; null where only Instagram's own app can go on. */
export const challengeStep = (body: Body): ChallengeStep | null => {
  const data = object(body['step_data']);
  switch (body['step_name']) {
    case 'verify_email':
      return { kind: 'challenge', methods: ['email'], sentTo: text(data['contact_point']) };
    case 'verify_code':
      return { kind: 'challenge', methods: ['sms'], sentTo: text(data['contact_point']) };
    default:
      return null;
  }
};

/** The choice that makes Instagram send a code: `1` is e-mail, `0` is the phone. Null where there is nothing to choose. */
export const challengeChoice = (body: Body): '0' | '1' | null => {
  if (body['step_name'] !== 'select_verify_method') return null;
  const data = object(body['step_data']);
  if (text(data['email'])) return '1';
  return text(data['phone_number']) ? '0' : null;
};
