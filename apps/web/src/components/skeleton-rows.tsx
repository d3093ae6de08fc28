import { Skeleton, Stack } from '@mantine/core';

interface Props {
  readonly rows?: number;
  /** Height of one, in px. */
  readonly height?: number;
}

export function SkeletonRows({ rows = 3, height = 40 }: Props) {
  return (
    <Stack gap={8}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} />
      ))}
    </Stack>
  );
}
