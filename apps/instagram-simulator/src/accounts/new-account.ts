import type { Simulation } from '../simulation.ts';
import { createRandom } from '../support/random.ts';
import { introduce } from '../world/acquaintances.ts';
import { CAPTION_OPENINGS } from '../world/vocabulary.ts';
import { tagsIn } from '../world/posts.ts';
import { THEMES } from '../world/themes.ts';
import type { Account, ChallengePlan, SilentActions, TwoFactor } from './account.ts';

/** What an account may be created with; all but the name and the password has a default. */
export interface NewAccount {
  readonly username: string;
  readonly password: string;
  readonly full_name?: string | undefined;
  readonly biography?: string | undefined;
  readonly is_private?: boolean | undefined;
  readonly is_verified?: boolean | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly two_factor?: NewTwoFactor | null | undefined;
  /** Given, it is the code for good; else each code that is sent is a new one. */
  readonly sms_code?: string | undefined;
  readonly email_code?: string | undefined;
  readonly challenge?: (Pick<ChallengePlan, 'scenario'> & Partial<ChallengePlan>) | null | undefined;
  readonly trusted_devices?: readonly string[] | undefined;
  readonly disabled?: boolean | undefined;
  readonly consent_required?: boolean | undefined;
  readonly password_refused?: boolean | undefined;
  readonly silent?: SilentActions | undefined;
  /** How many of the world follow it, how many it follows, and how many media it has. */
  readonly followers?: number | undefined;
  readonly following?: number | undefined;
  readonly posts?: number | undefined;
}

export interface NewTwoFactor {
  readonly totp_seed?: string | null | undefined;
  readonly sms?: boolean | undefined;
  readonly whatsapp?: boolean | undefined;
  readonly backup_codes?: readonly string[] | undefined;
}

export const twoFactorOf = (input: NewTwoFactor | null | undefined): TwoFactor | null =>
  input
    ? {
        totpSeed: input.totp_seed ?? null,
        sms: input.sms ?? false,
        whatsapp: input.whatsapp ?? false,
        backupCodes: input.backup_codes ?? [],
      }
    : null;

export const challengeOf = (input: NewAccount['challenge']): ChallengePlan | null =>
  input
    ? {
        scenario: input.scenario,
        on: input.on ?? 'login',
        repeat: input.repeat ?? 'once',
        ...(input.confirmsAfterS === undefined ? {} : { confirmsAfterS: input.confirmsAfterS }),
      }
    : null;

/** Adds an account that can sign in, with a profile in the world. The username must be free. */
export const addAccount = (sim: Simulation, input: NewAccount, demo: string | null = null): Account => {
  const pk = sim.world.freePk();
  const { username } = input;
  sim.world.putPerson({
    pk,
    username,
    fullName: input.full_name ?? username,
    biography: input.biography ?? '',
    isPrivate: input.is_private ?? false,
    isVerified: input.is_verified ?? false,
    hasPicture: true,
    index: -1,
  });
  const account: Account = {
    pk,
    username,
    password: input.password,
    phone: input.phone ?? '+10005553345',
    email: input.email ?? `${username}@example.com`,
    twoFactor: twoFactorOf(input.two_factor),
    smsCode: input.sms_code ?? '',
    emailCode: input.email_code ?? '',
    fixedCodes: input.sms_code !== undefined || input.email_code !== undefined,
    challenge: challengeOf(input.challenge),
    trustedDevices: [...(input.trusted_devices ?? [])],
    clearedDevices: [],
    disabled: input.disabled ?? false,
    consentRequired: input.consent_required ?? false,
    ...(input.password_refused ? { passwordRefused: true } : {}),
    silent: input.silent ?? [],
    demo,
  };
  sim.accounts.put(account);
  settle(sim, account, input);
  return account;
};

/** Gives a new account its acquaintances and its media: the same for the same name in the same world. */
const settle = (sim: Simulation, { pk, username }: Account, input: NewAccount): void => {
  const random = createRandom(`account ${sim.world.spec.seed} ${username}`);
  introduce(random, sim.world.generated, sim.graph, pk, input.followers ?? 0, input.following ?? 0);
  const now = sim.clock.seconds();
  for (let left = input.posts ?? 0; left > 0; left--) {
    const theme = random.pick(THEMES);
    const caption = `${random.pick(CAPTION_OPENINGS)} ${random.pick(theme.captions)} #${random.pick(theme.tags)}`;
    sim.world.addPost({
      pk: sim.world.nextPostPk(),
      ownerPk: pk,
      takenAt: now - left * 86_400 + random.int(0, 40_000),
      type: 1,
      caption,
      tags: tagsIn(caption),
      placePk: null,
      baseLikes: random.int(0, Math.min(12, sim.world.generated.length)),
      baseComments: 0,
    });
  }
};

/** Takes an account and its profile out of the world. */
export const removeAccount = (sim: Simulation, account: Account): void => {
  sim.accounts.remove(account.pk);
  sim.sessions.removeUser(account.pk);
  sim.challenges.close(account.pk);
  sim.graph.removeUser(account.pk);
  sim.counters.removeUser(account.pk);
  sim.world.removePerson(account.pk);
};
