import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { IconCopy, IconDownload } from '@tabler/icons-react';
import { ActionButton } from '../../../components/action-button.tsx';
import { usePerson } from '../../../lib/session/person.ts';
import { saveFile } from '../../../lib/save-file.ts';
import { useArrivalFocus } from '../../../lib/focus.ts';
import { useCopy } from '../../../lib/use-copy.ts';
import { codesAsText } from '../../../lib/codes.ts';
import { dropFreshCodes } from '../take-two-factor.ts';
import classes from './fresh-codes.module.css';

interface Props {
  readonly codes: readonly string[];
}

const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;

/** Recovery codes that are shown only now. The browser asks before the page is left. */
export function FreshCodes({ codes }: Props) {
  const client = useQueryClient();
  const person = usePerson();
  const { copied, copy } = useCopy();
  const head = useArrivalFocus<HTMLHeadingElement>();
  const text = codesAsText(person.username, codes);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
  const download = () => saveFile('pacekeeper-recovery-codes.txt', new Blob([text], { type: 'text/plain' }));
  return (
    <div className={classes.fresh}>
      <div>
        <h3 className={classes.title} ref={head} tabIndex={-1}>
          Save these recovery codes
        </h3>
        <p className={classes.words}>
          Each works once instead of your second factor. They are shown only now: keep them where you can find them
          without your phone.
        </p>
      </div>
      <ul className={classes.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={classes.buttons}>
        <ActionButton variant="default" icon={<IconCopy {...ICON} />} onClick={() => copy(text)}>
          {copied ? 'Copied' : 'Copy all'}
        </ActionButton>
        <ActionButton variant="default" icon={<IconDownload {...ICON} />} onClick={download}>
          Download as text
        </ActionButton>
        <ActionButton onClick={() => void dropFreshCodes(client)}>I have saved them</ActionButton>
      </div>
    </div>
  );
}
