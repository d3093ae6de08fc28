import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { ToolRow } from '../../../components/tool-row.tsx';
import { useEnrollTotp } from '../api/enroll-totp.mutation.ts';
import { RemoveTotp } from './remove-totp.tsx';
import { TotpSetup } from './totp-setup.tsx';

interface Props {
  /** ISO 8601; null where there is none. */
  readonly confirmedAt: string | null;
}

const WHAT = 'An app on your phone shows a code of 6 digits that you enter after the password.';

/** The authenticator app: to set up, or as it stands. */
export function TotpRow({ confirmedAt }: Props) {
  const enroll = useEnrollTotp();
  if (confirmedAt) {
    return (
      <ToolRow
        title="Authenticator app"
        words={
          <>
            Set up <RelativeTime at={confirmedAt} />. {WHAT}
          </>
        }
        action={<RemoveTotp />}
      />
    );
  }
  const begin = (
    <ActionButton busy={enroll.isPending} busyWords="Making a secret" onClick={() => enroll.mutate()}>
      Set up authenticator app
    </ActionButton>
  );
  return (
    <ToolRow
      title="Authenticator app"
      words={`${WHAT} It works without a network.`}
      action={enroll.data ? null : begin}
      result={
        (enroll.isError || enroll.data) && (
          <>
            {enroll.isError && <ErrorBlock key={enroll.submittedAt} error={enroll.error} />}
            {enroll.data && <TotpSetup totp={enroll.data} onCancel={enroll.reset} />}
          </>
        )
      }
    />
  );
}
