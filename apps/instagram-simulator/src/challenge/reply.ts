import type { Account } from '../accounts/account.ts';
import { obscureEmail, obscurePhone } from '../login/codes.ts';
import type { Wire } from '../wire/wire.ts';
import { type Challenge, choicesOf, type Step } from './challenge.ts';

/** The answer that shows a step of a challenge. */
export const stepBody = (wire: Wire, account: Account, challenge: Challenge, step: Step) => ({
  step_name: step,
  step_data: stepData(account, challenge, step),
  user_id: wire.id(account.pk),
  nonce_code: challenge.nonce,
});

const stepData = (account: Account, challenge: Challenge, step: Step): object => {
  switch (step) {
    case 'select_verify_method': {
      const choices = choicesOf(challenge.scenario);
      return {
        choice: choices[0],
        fb_access_token: 'None',
        big_blue_token: 'None',
        google_oauth_token: 'true',
        ...(choices.includes('0') ? { phone_number: obscurePhone(account.phone) } : {}),
        ...(choices.includes('1') ? { email: obscureEmail(account.email) } : {}),
      };
    }
    case 'verify_email':
      return codeStep(obscureEmail(account.email), 'email');
    case 'verify_code':
      return codeStep(obscurePhone(account.phone), 'phone_number');
    case 'delta_login_review':
      return { choice: '0', country: 'Germany', enrollment_time: 0, platform: 'Android', user_agent: '' };
    case 'submit_phone':
      return { phone_number: '' };
  }
};

const codeStep = (contactPoint: string, formType: string) => ({
  security_code: 'None',
  resend_delay: 60,
  contact_point: contactPoint,
  form_type: formType,
});
