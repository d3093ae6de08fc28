import { confirmTotpSchema, type ConfirmTotp, type TotpEnrolment } from '@pacekeeper/contracts';
import { encode } from 'uqr';
import { ActionButton } from '../../../components/action-button.tsx';
import { CodeField } from '../../../components/code-field.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { inGroups } from '../../../lib/codes.ts';
import { useArrivalFocus } from '../../../lib/focus.ts';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { useForm, type FieldErrors } from '../../../lib/forms/use-form.ts';
import { isRefusal } from '../../../lib/http/request-error.ts';
import { useConfirmTotp } from '../api/two-factor.mutations.ts';
import classes from './totp-setup.module.css';

interface TotpSetupProps {
  readonly totp: TotpEnrolment['totp'];
  readonly onCancel: () => void;
}

const WRONG =
  'This is not the current code. Wait for the next one, and check that your phone sets its clock automatically.';

const refusedField = (error: unknown): FieldErrors | null =>
  isRefusal(error, 'SECOND_FACTOR_INVALID') ? { code: WRONG } : null;

/** The secret, to scan or to type, and the code that shows it has arrived. */
export function TotpSetup({ totp, onCancel }: TotpSetupProps) {
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
      <QrCode text={totp.otpauth_url} label="QR code for the authenticator app; the secret is next to it as text" />
      <Fields>
        <p className={classes.step} ref={step} tabIndex={-1}>
          Scan the QR code with the app, or enter this secret by hand (time-based):
          <CopyButton text={inGroups(totp.secret)} label="Copy secret" />
        </p>
        {confirm.isError && !refusedField(confirm.error) && (
          <ErrorBlock key={confirm.submittedAt} error={confirm.error} />
        )}
        <CodeField
          {...form.text('code')}
          label="Code from the app"
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

interface QrCodeProps {
  readonly text: string;
  /** Alternative text; the content is next to it in another form. */
  readonly label: string;
}

// The quiet zone that readers want around it, in modules.
const BORDER = 4;

/** A QR code, dark on light in both themes: many readers take no other. */
function QrCode({ text, label }: QrCodeProps) {
  const { data, size } = encode(text, { border: BORDER, ecc: 'M' });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg className={classes.code} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={path} shapeRendering="crispEdges" />
    </svg>
  );
}
