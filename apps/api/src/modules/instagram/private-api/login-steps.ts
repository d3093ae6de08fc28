import { type Body, flagOf, objectOf, textOf } from '../foreign.ts';
import { instagramLink } from '../instagram-link.ts';
import type { CodeMethod, VerificationStep } from '../instagram.provider.ts';
import type { StoredChallenge } from './stored-state.ts';
import { shortText, waitOf } from './two-factor-step.ts';

/** What Instagram calls the two places that a challenge's code can go to. */
export const CHALLENGE_CHOICES = { sms: '0', email: '1' } as const;
type Place = keyof typeof CHALLENGE_CHOICES;

const NOTHING = { sentTo: null, canSend: [], waitSeconds: null, link: null, review: null } as const;

interface Found {
  readonly step: VerificationStep;
  readonly challenge: StoredChallenge;
}

/** What a step is about; its name counts first, then what it carries. */
const kindOf = (name: string, data: Body): 'choice' | 'email' | 'sms' | 'approval' | null => {
  if (/^select_(?:verify|verification)_method|^select_contact/.test(name)) return 'choice';
  if (name === 'delta_login_review') return 'approval';
  if (/^verify_email/.test(name)) return 'email';
  if (/^verify_(?:sms|code|phone)/.test(name)) return textOf(data['contact_point'])?.includes('@') ? 'email' : 'sms';
  // A step that is known to be something else, such as a phone number that is to be given.
  if (name !== '') return null;
  const to = shortText(data['contact_point']);
  if (to) return to.includes('@') ? 'email' : 'sms';
  return shortText(data['email']) || shortText(data['phone_number']) ? 'choice' : null;
};

/** What a step of a challenge asks the person for, and what has to be kept of it; null where only Instagram's app helps. */
export const challengeStep = (body: Body, before: StoredChallenge | null = null): Found | null => {
  const data: Body = { ...objectOf(body['fields']), ...objectOf(body['step_data']) };
  const kind = kindOf(shortText(body['step_name'])?.toLowerCase() ?? '', data);
  switch (kind) {
    case 'choice':
      return choiceStep(data);
    case 'email':
    case 'sms':
      return codeStep(kind, data, before);
    case 'approval':
      return approvalStep(data);
    case null:
      return null;
  }
};

/** Where no address can be read, both ways are offered: Instagram has one of them. */
const choiceStep = (data: Body): Found => {
  const known = { email: shortText(data['email']), sms: shortText(data['phone_number']) };
  const places = known.email || known.sms ? known : { email: '', sms: '' };
  const challenge = { ...places, sent: false };
  const canSend = placesOf(challenge);
  return {
    step: {
      ...NOTHING,
      kind: 'challenge',
      asks: 'choice',
      methods: canSend.map(({ method }) => method),
      method: null,
      canSend,
    },
    challenge,
  };
};

const approvalStep = (data: Body): Found => {
  const review = { platform: shortText(data['platform']), country: shortText(data['country']) };
  return {
    step: { ...NOTHING, kind: 'challenge', asks: 'approval', methods: ['approve'], method: 'approve', review },
    challenge: { sent: false },
  };
};

const codeStep = (method: Place, data: Body, before: StoredChallenge | null): Found => {
  const sentTo = shortText(data['contact_point']);
  const challenge = { ...before, [method]: before?.[method] || sentTo || '', sent: true };
  return {
    step: {
      ...NOTHING,
      kind: 'challenge',
      asks: 'code',
      methods: [method],
      method,
      sentTo,
      canSend: placesOf(challenge),
      waitSeconds: waitOf(data['resend_delay']),
    },
    challenge,
  };
};

/** An empty text is a place whose address Instagram did not show. */
const placesOf = (challenge: StoredChallenge): { method: CodeMethod; to: string | null }[] =>
  (['email', 'sms'] as const).flatMap((method) => {
    const to = challenge[method];
    return to === null || to === undefined ? [] : [{ method, to: to || null }];
  });

/** The way that is left where no client can go on: Instagram's own app, and its page where the answer names one. */
export const byHandStep = (asks: 'app' | 'consent', body: Body | null): VerificationStep => {
  const url = textOf(objectOf(body?.['challenge'])['url']) ?? textOf(body?.['checkpoint_url']) ?? textOf(body?.['url']);
  return { ...NOTHING, kind: 'challenge', asks, methods: ['by_hand'], method: 'by_hand', link: instagramLink(url) };
};

/**
 * The body of a refusal as the client library keeps it for a challenge: it does so itself only where `message` is the one
 * word that it knows. Null where the answer names no challenge that has calls of its own.
 */
export const checkpointIn = (body: Body | null): { readonly challenge: Body } | null => {
  const challenge = objectOf(body?.['challenge']);
  const path = challenge['api_path'];
  const native = flagOf(challenge['native_flow']) !== false;
  return native && typeof path === 'string' && /^\/challenge\/[\w/-]+$/.test(path) ? { ...body, challenge } : null;
};
