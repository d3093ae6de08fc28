import { ActionButton } from '../../../components/action-button.tsx';
import { Fields } from '../../../components/fields.tsx';
import { CallProgress } from './call-progress.tsx';
import { CodeIntro } from './code-intro.tsx';
import classes from './connect.module.css';
import type { VerificationProps } from './verification-form.tsx';

/** Instagram shows a sign-in and asks whether it was you. Only the person may confirm it. */
export function ApproveForm({ verification, verify, onAnswer, onCancel }: VerificationProps) {
  const { id, review } = verification;
  const told = [review?.platform, review?.country].filter((word) => word !== undefined);
  const approve = () => {
    verify.mutateAsync({ verification_id: id, method: 'approve' }).then(onAnswer, () => undefined);
  };
  return (
    <Fields>
      <CodeIntro verification={verification}>
        <p>
          Instagram saw a new sign-in{told.length > 0 && <strong> ({told.join(', ')})</strong>} just now. If you just
          entered your name and password here, it is this one.
        </p>
        <p>If it was not you, do not confirm: change your password in the Instagram app first.</p>
      </CodeIntro>
      <div className={classes.buttons}>
        <ActionButton busy={verify.isPending} busyWords="Telling Instagram" onClick={approve}>
          It was me
        </ActionButton>
        <ActionButton variant="default" onClick={onCancel}>
          It was not me
        </ActionButton>
      </div>
      {verify.isPending && <CallProgress>Telling Instagram that it was you.</CallProgress>}
    </Fields>
  );
}
