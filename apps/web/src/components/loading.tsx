import type { ReactNode } from 'react';
import { VisuallyHidden } from './visually-hidden.tsx';

interface Props {
  readonly children: ReactNode;
}

/** Skeletons, and the word for people who do not see them. */
export function Loading({ children }: Props) {
  return (
    <div aria-busy="true">
      <VisuallyHidden>Loading</VisuallyHidden>
      <div aria-hidden="true">{children}</div>
    </div>
  );
}
