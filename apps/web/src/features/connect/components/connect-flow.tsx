import type { ConnectAnswer, DemoAccount, Verification } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Loading } from '../../../components/loading.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { announce } from '../../../lib/announce.ts';
import { useDemoChoice } from '../../../lib/demo-choice.ts';
import { paths } from '../../../lib/paths.ts';
import { pendingQuery } from '../api/connect.queries.ts';
import { waitingFor } from '../pending.ts';
import { ConnectForm } from './connect-form.tsx';
import { SessionFileForm } from './session-file-form.tsx';
import { VerificationForm } from './verification-form.tsx';

type Filled = Pick<DemoAccount, 'username' | 'password'>;

interface Props {
  /** The account that has lost its session, where it is connected again: it and no other. */
  readonly username?: string;
  /** What the form begins with. */
  readonly demo?: DemoAccount | undefined;
  /** Accounts that have a form of their own. */
  readonly elsewhere?: readonly string[];
  /** The person has just opened it. */
  readonly arrived?: boolean;
  /** The screen goes on by itself once it is connected. */
  readonly stays?: boolean;
  readonly onConnected?: () => void;
}

/**
 * Name and password first; then what Instagram asks for, also where that was asked before the page was loaded. Ends with the
 * account that was connected on the screen.
 */
export function ConnectFlow({
  username = '',
  demo,
  elsewhere = [],
  arrived = false,
  stays = false,
  onConnected,
}: Props) {
  const { data: pending, isPending } = useQuery(pendingQuery());
  const [asked, setAsked] = useState<Verification | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [filled, setFilled] = useState<Filled>({
    username: demo?.username ?? username,
    password: demo?.password ?? '',
  });
  const [fills, setFills] = useState(0);
  const [byFile, setByFile] = useState(false);
  const navigate = useNavigate();

  const fill = (values: Filled) => {
    setFilled(values);
    setFills(fills + 1);
    setByFile(false);
    setAsked(null);
  };
  useDemoChoice((account) => {
    if (username !== '' && account.username !== username) return false;
    fill(account);
    return true;
  });
  const answered = (answer: ConnectAnswer) => {
    setAsked(answer.success ? null : answer.verification);
    if (!answer.success) return;
    announce(`${answer.account.instagram_username} is connected`);
    onConnected?.();
    // It may be another account than the one that was shown.
    if (!stays) void navigate(paths.automation.href({ account: answer.account.id }));
  };
  const waiting = waitingFor(pending, { asked, username: filled.username, left, elsewhere });
  if (waiting) {
    return (
      <VerificationForm
        key={waiting.id}
        verification={waiting}
        onAnswer={answered}
        onBack={() => {
          setLeft(new Set([...left, waiting.id]));
          fill({ username: waiting.instagram_username, password: '' });
        }}
      />
    );
  }
  if (isPending) {
    return (
      <Loading>
        <SkeletonRows rows={3} height={56} />
      </Loading>
    );
  }
  if (byFile) {
    return <SessionFileForm onAnswer={answered} onBack={() => fill({ ...filled, password: '' })} />;
  }
  return (
    <ConnectForm
      key={fills}
      filled={filled}
      fixed={username !== ''}
      arrived={arrived || fills > 0}
      onAnswer={answered}
      onFile={() => setByFile(true)}
    />
  );
}
