import type { ActionName } from '../effects/actions.ts';

export const SCENARIOS = [
  'choose',
  'email',
  'sms',
  'code_sent',
  'submit_phone',
  'login_review',
  'reset_closes',
  'unsolvable',
  'on_phone',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** When and how an account is challenged. */
export interface ChallengePlan {
  readonly scenario: Scenario;
  /** At login only, or at any call of a session too. */
  readonly on: 'login' | 'any';
  /** `once`: solved for good; `each_device`: solved for the device; `always`: solved for this one time. */
  readonly repeat: 'once' | 'each_device' | 'always';
  /** Seconds after which it confirms itself on the phone, which no person holds; omitted: it must be confirmed by hand. */
  readonly confirmsAfterS?: number;
}

export interface TwoFactor {
  /** Base32; null where the account has no authenticator app. */
  readonly totpSeed: string | null;
  readonly sms: boolean;
  readonly whatsapp: boolean;
  readonly backupCodes: readonly string[];
}

/** An account that can sign in. The profile is the world's person with the same pk. */
export interface Account {
  readonly pk: string;
  username: string;
  password: string;
  phone: string;
  email: string;
  twoFactor: TwoFactor | null;
  /** The code of the last SMS, and of the last e-mail; a fixed one never changes. */
  smsCode: string;
  emailCode: string;
  fixedCodes: boolean;
  challenge: ChallengePlan | null;
  /** Devices on which two factor is not asked for. */
  trustedDevices: string[];
  /** Devices that have solved a challenge. */
  clearedDevices: string[];
  disabled: boolean;
  consentRequired: boolean;
  /** Its password sign-in is answered with a wish for an update, whatever version asks. */
  passwordRefused?: boolean;
  /** Actions that are answered as done and are not. */
  silent: SilentActions;
  /** What a demo account is good for; null for all others. */
  demo: string | null;
  /** What a demo account is shown with, where that is not its password. */
  demoPassword?: string;
}

export type SilentActions = readonly (ActionName | 'any')[];
