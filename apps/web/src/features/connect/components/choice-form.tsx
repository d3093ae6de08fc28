import type { CODE_METHODS } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { Fields } from '../../../components/fields.tsx';
import { CallProgress } from './call-progress.tsx';
import { CodeIntro } from './code-intro.tsx';
import classes from './connect.module.css';
import { MethodChoice } from './method-choice.tsx';
import { ResendButton } from './resend-button.tsx';
import type { VerificationProps } from './verification-form.tsx';

type CodeMethod = (typeof CODE_METHODS)[number];

/** The person says where the code goes; nothing is sent before. */
export function ChoiceForm({ verification, resend, onCancel }: VerificationProps) {
  const { id, can_send: canSend, again_at: againAt } = verification;
  const [chosen, setChosen] = useState<CodeMethod | null>(canSend[0]?.method ?? null);
  return (
    <Fields>
      <CodeIntro verification={verification}>
        <p>Nothing has been sent yet. Choose one that you can check now.</p>
      </CodeIntro>
      <MethodChoice
        label="Send the code by"
        options={canSend}
        chosen={chosen}
        onChoose={(method) => setChosen(method as CodeMethod)}
      />
      <div className={classes.buttons}>
        {chosen && (
          <ResendButton verificationId={id} method={chosen} againAt={againAt} resend={resend} variant="filled">
            Send code
          </ResendButton>
        )}
        <ActionButton variant="subtle" onClick={onCancel}>
          Start over
        </ActionButton>
      </div>
      {resend.isPending && <CallProgress>Asking Instagram to send the code.</CallProgress>}
    </Fields>
  );
}
