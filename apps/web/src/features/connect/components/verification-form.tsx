import type { ConnectAnswer, Verification } from '@pacekeeper/contracts';
import { arriveAtButton } from '../../../lib/focus.ts';
import { ActionButton } from '../../../components/action-button.tsx';
import { Fields } from '../../../components/fields.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { useSeconds } from '../../../lib/clock.ts';
import { isRefusal } from '../../../lib/http/request-error.ts';
import { useCancelConnection } from '../api/connect.mutations.ts';
import { useResend } from '../api/connect.mutations.ts';
import { useVerify } from '../api/connect.mutations.ts';
import { ApproveForm } from './approve-form.tsx';
import { ByHandForm } from './by-hand-form.tsx';
import { ChoiceForm } from './choice-form.tsx';
import { CodeForm } from './code-form.tsx';
import { ConnectSteps } from './connect-steps.tsx';
import classes from './connect.module.css';

export interface VerificationProps {
  readonly verification: Verification;
  readonly verify: ReturnType<typeof useVerify>;
  readonly resend: ReturnType<typeof useResend>;
  readonly onAnswer: (answer: ConnectAnswer) => void;
  readonly onCancel: () => void;
}

interface Props {
  readonly verification: Verification;
  readonly onAnswer: (answer: ConnectAnswer) => void;
  /** Back to name and password. */
  readonly onBack: () => void;
}

const FORMS = { choice: ChoiceForm, code: CodeForm, approval: ApproveForm, app: ByHandForm, consent: ByHandForm };

/** What Instagram asks for before it lets the account in. A refusal leaves everything as it was, or says that it is over. */
export function VerificationForm({ verification, onAnswer, onBack }: Props) {
  const verify = useVerify();
  const resend = useResend();
  const cancelling = useCancelConnection();
  const now = useSeconds();
  const late = now > new Date(verification.expires_at).getTime();
  const failed = [verify, resend].filter(({ isError }) => isError).sort((a, b) => b.submittedAt - a.submittedAt)[0];
  const closed = [verify, resend].some(
    ({ error }) => isRefusal(error, 'VERIFICATION_EXPIRED') || isRefusal(error, 'VERIFICATION_ATTEMPTS_USED_UP'),
  );
  const back = () => {
    if (!closed && !late) cancelling.mutate(verification.id);
    onBack();
  };
  const Asked = FORMS[verification.asks];
  return (
    <div className={classes.verification}>
      <Fields>
        <ConnectSteps at="asked" />
        {failed && <ErrorBlock key={failed.submittedAt} error={failed.error} />}
        {late && !closed && <p role="status">This sign-in expired. Start over.</p>}
        {late || closed ? (
          <div ref={arriveAtButton}>
            <ActionButton onClick={back}>Start over</ActionButton>
          </div>
        ) : (
          <Asked verification={verification} verify={verify} resend={resend} onAnswer={onAnswer} onCancel={back} />
        )}
      </Fields>
    </div>
  );
}
