import type { Passkey } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ToolRow } from '../../../components/tool-row.tsx';
import { passkeysWork } from '../../../lib/passkeys/passkeys.ts';
import { AddPasskeyForm } from './add-passkey-form.tsx';
import { PasskeyLine } from './passkey-line.tsx';
import classes from './lines.module.css';

interface Props {
  readonly passkeys: readonly Passkey[];
}

const MOST = 20;
const WHAT =
  'Your fingerprint, your face or the lock of your device signs you in, without a code and also without the password.';

/** The passkeys, and the way to another one. */
export function PasskeysRow({ passkeys }: Props) {
  const [adding, setAdding] = useState(false);
  const works = passkeysWork();
  const add = works && !adding && passkeys.length < MOST && (
    <ActionButton variant="default" onClick={() => setAdding(true)}>
      Add passkey
    </ActionButton>
  );
  return (
    <ToolRow
      title="Passkeys"
      words={works ? WHAT : `${WHAT} This browser, or this address without HTTPS, has none.`}
      action={add || null}
      result={
        (passkeys.length > 0 || adding) && (
          <>
            {passkeys.length > 0 && (
              <ul className={classes.lines}>
                {passkeys.map((passkey) => (
                  <PasskeyLine key={passkey.id} passkey={passkey} />
                ))}
              </ul>
            )}
            {adding && <AddPasskeyForm onDone={() => setAdding(false)} />}
          </>
        )
      }
    />
  );
}
