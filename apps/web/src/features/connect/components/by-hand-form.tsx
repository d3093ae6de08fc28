import { Anchor } from '@mantine/core';
import { verifySchema, type Verify } from '@pacekeeper/contracts';
import { IconExternalLink } from '@tabler/icons-react';
import { ActionButton } from '../../../components/action-button.tsx';
import { Fields } from '../../../components/fields.tsx';
import { PasswordField } from '../../../components/password-field.tsx';
import { useSeconds } from '../../../lib/clock.ts';
import { useKeptFocus } from '../../../lib/focus.ts';
import { countdown } from '../../../lib/format/time.ts';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { useInstance } from '../../../lib/instance.ts';
import { CallProgress } from './call-progress.tsx';
import { CodeIntro } from './code-intro.tsx';
import classes from './connect.module.css';
import type { VerificationProps } from './verification-form.tsx';

/** What only Instagram's own app can do; signing in again shows whether it was done. */
export function ByHandForm({ verification, verify, onAnswer, onCancel }: VerificationProps) {
  const { id, asks, link, again_at: againAt, instagram_username: name } = verification;
  const now = useSeconds();
  const playing = useInstance()?.mode === 'simulator';
  const wait = againAt ? new Date(againAt).getTime() - now : 0;
  const words = useKeptFocus<HTMLSpanElement>(String(wait > 0));
  const form = useForm({
    initial: { password: '' },
    check: ({ password }) =>
      checkWith<Verify>(
        verifySchema,
        { verification_id: id, method: 'by_hand', password },
        { password: 'Enter the Instagram password again.' },
      ),
    send: async (body) => onAnswer(await verify.mutateAsync(body)),
  });
  return (
    <form {...form.form} aria-label="Confirm in the Instagram app">
      <Fields>
        <CodeIntro verification={verification}>
          <ol className={classes.byHand}>
            <li>Open the Instagram app on your phone as @{name}.</li>
            <li>
              {asks === 'consent'
                ? 'Read and accept the new terms that it shows.'
                : 'Answer what it asks there: it may show a sign-in to confirm, or ask for a code or a phone number.'}
            </li>
            <li>Come back here, enter the password again and press I have done it.</li>
          </ol>
        </CodeIntro>
        {link && !playing && (
          <p className={classes.link}>
            <Anchor href={link} target="_blank" rel="noopener noreferrer">
              Open Instagram’s page <IconExternalLink size={14} stroke={1.5} aria-hidden="true" />
            </Anchor>
          </p>
        )}
        <PasswordField
          {...form.text('password')}
          label="Instagram password"
          description="Pacekeeper did not store it. It signs in again to see whether Instagram now lets you in."
          autoComplete="off"
        />
        {playing && (
          <DemoByHand username={name} link={link !== undefined} onUse={(password) => form.set({ password })} />
        )}
        <div className={classes.buttons}>
          {wait > 0 ? (
            <span className={classes.quiet} ref={words} tabIndex={-1}>
              You can check again in {countdown(wait)}
            </span>
          ) : (
            <ActionButton type="submit" busy={verify.isPending} busyWords="Checking with Instagram">
              I have done it
            </ActionButton>
          )}
          <ActionButton variant="subtle" onClick={onCancel}>
            Start over
          </ActionButton>
        </div>
        {verify.isPending && <CallProgress>Signing in to Instagram to see whether it still asks.</CallProgress>}
      </Fields>
    </form>
  );
}

interface DemoByHandProps {
  readonly username: string;
  /** Instagram gave a link to its own page. */
  readonly link: boolean;
  readonly onUse: (password: string) => void;
}

/** In the simulator there is no phone to open, and the password is known. */
function DemoByHand({ username, link, onUse }: DemoByHandProps) {
  const account = useInstance()?.demo_accounts.find((one) => one.username === username);
  return (
    <div className={classes.demo}>
      <p>
        Demo: the invented phone confirms by itself after 20 seconds.
        {link && ' Instagram’s link to its own page leads nowhere here.'}
      </p>
      {account && (
        <ActionButton variant="default" size="xs" onClick={() => onUse(account.password)}>
          Use this password
        </ActionButton>
      )}
    </div>
  );
}
