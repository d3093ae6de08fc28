import { describe, expect, it } from '@jest/globals';
import { type ChallengeInput, firstStep, judge, type Step } from './challenge.ts';
import type { Scenario } from '../accounts/account.ts';

const isRight = (code: string, step: Step) => code === (step === 'verify_email' ? '654321' : '123456');
const input = (kind: ChallengeInput['kind'], given: Partial<ChallengeInput> = {}): ChallengeInput => ({
  kind,
  choice: '',
  phone: '',
  code: '',
  ...given,
});
const step = (name: Step, sends: 'sms' | 'email' | null = null) => ({ say: 'step', step: name, sends });

describe('what a challenge says', () => {
  it.each<[Scenario, Step, ChallengeInput, object]>([
    ['choose', 'select_verify_method', input('state'), step('select_verify_method')],
    ['choose', 'select_verify_method', input('answer', { choice: '0' }), step('verify_code', 'sms')],
    ['choose', 'select_verify_method', input('answer', { choice: '1' }), step('verify_email', 'email')],
    ['choose', 'select_verify_method', input('answer', { choice: '2' }), { say: 'invalid' }],
    ['choose', 'select_verify_method', input('answer', { code: '123456' }), { say: 'invalid' }],
    ['choose', 'select_verify_method', input('answer'), { say: 'invalid' }],
    ['email', 'select_verify_method', input('answer', { choice: '0' }), { say: 'invalid' }],
    ['sms', 'select_verify_method', input('answer', { choice: '0' }), step('verify_code', 'sms')],
    ['sms', 'verify_code', input('answer', { code: '123456' }), { say: 'passed' }],
    ['email', 'verify_email', input('answer', { code: '654321' }), { say: 'passed' }],
    ['email', 'verify_email', input('answer', { code: '123456' }), { say: 'wrong_code' }],
    ['email', 'verify_email', input('answer', { choice: '1' }), { say: 'invalid' }],
    ['email', 'verify_email', input('replay', { choice: '1' }), step('verify_email', 'email')],
    ['email', 'verify_email', input('reset'), step('select_verify_method')],
    ['submit_phone', 'submit_phone', input('answer', { phone: '+491' }), step('verify_code', 'sms')],
    ['submit_phone', 'verify_code', input('answer', { phone: '+491' }), { say: 'invalid' }],
    ['login_review', 'delta_login_review', input('answer', { choice: '0' }), { say: 'passed' }],
    ['login_review', 'delta_login_review', input('answer', { choice: '1' }), { say: 'invalid' }],
    ['reset_closes', 'select_verify_method', input('reset'), { say: 'closed' }],
    ['unsolvable', 'select_verify_method', input('reset'), { say: 'again' }],
    ['on_phone', 'select_verify_method', input('state'), { say: 'again' }],
  ])('%s at %s', (scenario, at, given, verdict) => {
    expect(judge({ scenario, step: at }, given, isRight)).toEqual(verdict);
  });

  it('begins where its scenario says', () => {
    expect(firstStep('code_sent')).toBe('verify_email');
    expect(firstStep('choose')).toBe('select_verify_method');
  });
});
