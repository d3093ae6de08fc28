import type { VerificationNeeded } from '@pacekeeper/contracts';
import { useState } from 'react';
import { SignInForm } from './sign-in-form.tsx';
import { VerifyForm } from './verify-form.tsx';

/** Name and password, then the second factor where there is one. The way back keeps the name. */
export function SignInFlow() {
  const [name, setName] = useState('');
  const [verification, setVerification] = useState<VerificationNeeded | null>(null);
  if (verification) return <VerifyForm verification={verification} onBack={() => setVerification(null)} />;
  const ask = (needed: VerificationNeeded, username: string) => {
    setName(username);
    setVerification(needed);
  };
  return <SignInForm name={name} onAsked={ask} />;
}
