import type { VerificationNeeded } from '@pacekeeper/contracts';
import { lazy, Suspense, useState } from 'react';
import { SignInForm } from './sign-in-form.tsx';

// Only people with a second factor need it.
const VerifyForm = lazy(async () => ({ default: (await import('./verify-form.tsx')).VerifyForm }));

/** Name and password, then the second factor where there is one. The way back keeps the name. */
export function SignInFlow() {
  const [name, setName] = useState('');
  const [verification, setVerification] = useState<VerificationNeeded | null>(null);
  if (verification) {
    return (
      <Suspense fallback={null}>
        <VerifyForm verification={verification} onBack={() => setVerification(null)} />
      </Suspense>
    );
  }
  const ask = (needed: VerificationNeeded, username: string) => {
    setName(username);
    setVerification(needed);
  };
  return <SignInForm name={name} onAsked={ask} />;
}
