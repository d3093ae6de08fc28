import type { Scenario } from '../accounts/account.ts';

export type Step = 'select_verify_method' | 'verify_code' | 'verify_email' | 'delta_login_review' | 'submit_phone';

/** A challenge that an account has to pass. */
export interface Challenge {
  readonly pk: string;
  readonly nonce: string;
  readonly scenario: Scenario;
  /** The device that met it. */
  readonly device: string;
  /** Passing one that a login met grants a session. */
  readonly byLogin: boolean;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  step: Step;
}

/** What a client sends to a challenge. */
export interface ChallengeInput {
  readonly kind: 'state' | 'reset' | 'replay' | 'answer';
  readonly choice: string;
  readonly phone: string;
  readonly code: string;
}

export type Verdict =
  /** Shows the challenge's step. */
  | { readonly say: 'step'; readonly step: Step; readonly sends: 'sms' | 'email' | null }
  | { readonly say: 'passed' }
  | { readonly say: 'wrong_code' }
  /** Closed without anything being passed. */
  | { readonly say: 'closed' }
  /** Cannot be solved by a client: challenge_required again. */
  | { readonly say: 'again' }
  | { readonly say: 'invalid' };

const FIRST_STEP: Record<Scenario, Step> = {
  choose: 'select_verify_method',
  email: 'select_verify_method',
  sms: 'select_verify_method',
  code_sent: 'verify_email',
  submit_phone: 'submit_phone',
  login_review: 'delta_login_review',
  reset_closes: 'select_verify_method',
  unsolvable: 'select_verify_method',
  on_phone: 'select_verify_method',
};

export const firstStep = (scenario: Scenario): Step => FIRST_STEP[scenario];

/** The ways of sending a code that a scenario offers: `0` the phone, `1` e-mail. The first is the default. */
export const choicesOf = (scenario: Scenario): readonly ('0' | '1')[] => {
  if (scenario === 'sms') return ['0'];
  return scenario === 'email' || scenario === 'code_sent' ? ['1'] : ['1', '0'];
};

const show = (step: Step, sends: 'sms' | 'email' | null = null): Verdict => ({ say: 'step', step, sends });

/** What a challenge says to an input. `isRight` tells whether a code is the one that was sent at this step. */
export const judge = (
  challenge: Pick<Challenge, 'scenario' | 'step'>,
  input: ChallengeInput,
  isRight: (code: string, step: Step) => boolean,
): Verdict => {
  const { scenario, step } = challenge;
  if (scenario === 'unsolvable' || scenario === 'on_phone') return { say: 'again' };
  if (input.kind === 'state') return show(step);
  if (input.kind === 'reset') return scenario === 'reset_closes' ? { say: 'closed' } : show(firstStep(scenario));
  if (input.code !== '') {
    if (step !== 'verify_code' && step !== 'verify_email') return { say: 'invalid' };
    return isRight(input.code, step) ? { say: 'passed' } : { say: 'wrong_code' };
  }
  if (input.phone !== '') return step === 'submit_phone' ? show('verify_code', 'sms') : { say: 'invalid' };
  return judgeChoice(scenario, step, input);
};

const judgeChoice = (scenario: Scenario, step: Step, input: ChallengeInput): Verdict => {
  if (step === 'delta_login_review') return input.choice === '0' ? { say: 'passed' } : { say: 'invalid' };
  const mayChoose = step === 'select_verify_method' || input.kind === 'replay';
  const choice = choicesOf(scenario).find((one) => one === input.choice);
  if (!mayChoose || !choice) return { say: 'invalid' };
  return choice === '0' ? show('verify_code', 'sms') : show('verify_email', 'email');
};
