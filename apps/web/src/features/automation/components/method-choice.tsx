import { Radio, Stack } from '@mantine/core';
import type { VerificationMethod } from '@pacekeeper/contracts';
import { METHOD_WORDS } from './method-words.ts';

interface Props {
  readonly label: string;
  readonly options: readonly { readonly method: VerificationMethod; readonly to?: string | undefined }[];
  readonly chosen: VerificationMethod | null;
  readonly onChoose: (method: VerificationMethod) => void;
}

/** Which way the code comes, where there are several. */
export function MethodChoice({ label, options, chosen, onChoose }: Props) {
  if (options.length < 2) return null;
  return (
    <Radio.Group label={label} value={chosen} onChange={(value) => onChoose(value as VerificationMethod)}>
      <Stack gap={8} mt={8}>
        {options.map(({ method, to }) => (
          <Radio
            key={method}
            value={method}
            label={to ? `${METHOD_WORDS[method].name} to ${to}` : METHOD_WORDS[method].name}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
