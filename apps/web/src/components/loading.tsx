import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { VisuallyHidden } from './visually-hidden.tsx';

interface LoadingProps {
  readonly children: ReactNode;
}

/** Skeletons, and the word for people who do not see them. */
export function Loading({ children }: LoadingProps) {
  return (
    <div aria-busy="true">
      <VisuallyHidden>Loading</VisuallyHidden>
      <div aria-hidden="true">{children}</div>
    </div>
  );
}

interface SkeletonRowsProps {
  readonly rows?: number;
  /** Height of one, in px. */
  readonly height?: number;
}

export function SkeletonRows({ rows = 3, height = 40 }: SkeletonRowsProps) {
  return (
    <Stack gap={8}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} />
      ))}
    </Stack>
  );
}
