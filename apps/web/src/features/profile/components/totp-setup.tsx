import { confirmTotpSchema, type ConfirmTotp, type TotpEnrolment } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { CodeField } from '../../../components/code-field.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { QrCode } from '../../../components/qr-code.tsx';
import { inGroups } from '../../../lib/codes.ts';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { useForm, type FieldErrors } from '../../../lib/forms/use-form.ts';
import { isRefusal } from '../../../lib/http/request-error.ts';
import { useArrivalFocus } from '../../../lib/use-arrival-focus.ts';
import { useConfirmTotp } from '../api/confirm-totp.mutation.ts';
import classes from './totp-setup.module.css';

interface Props {
  readonly totp: TotpEnrolment['totp'];
  readonly onCancel: () => void;
}

const WRONG =
  'This is not the code of this moment. Wait for the next one, and check that the clock of your phone is set by itself.';

const refusedField = (error: unknown): FieldErrors | null =>
  isRefusal(error, 'SECOND_FACTOR_INVALID') ? { code: WRONG } : null;

/** The secret, to scan or to type, and the code that shows it has arrived. */
export function TotpSetup({ totp, onCancel }: Props) {
  const confirm = useConfirmTotp();
  const step = useArrivalFocus<HTMLParagraphElement>();
  const form = useForm({
    initial: { code: '' },
    check: (values) =>
      checkWith<ConfirmTotp>(confirmTotpSchema, values, { code: 'Enter the 6 digits that the app shows.' }),
    send: (body) => confirm.mutateAsync(body),
    refused: refusedField,
  });
  return (
    <form {...form.form} className={classes.setup} aria-label="Set up authenticator app">
      <QrCode text={totp.otpauth_url} label="QR code for the authenticator app; the secret stands beside it as text" />
      <Fields>
        <p className={classes.step} ref={step} tabIndex={-1}>
          Scan the picture with the app. Or enter this secret by hand, as a time-based one:
          <CopyButton text={inGroups(totp.secret)} label="Copy secret" />
        </p>
        {confirm.isError && !refusedField(confirm.error) && (
          <ErrorBlock key={confirm.submittedAt} error={confirm.error} />
        )}
        <CodeField
          {...form.text('code')}
          label="Code of the app"
          description="The 6 digits that the app shows for Pacekeeper now."
        />
        <div className={classes.buttons}>
          <ActionButton type="submit" busy={confirm.isPending} busyWords="Checking the code">
            Confirm code
          </ActionButton>
          <ActionButton variant="default" onClick={onCancel}>
            Cancel
          </ActionButton>
        </div>
      </Fields>
    </form>
  );
}
