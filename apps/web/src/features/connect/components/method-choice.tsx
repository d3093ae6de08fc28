import { Radio, Stack } from '@mantine/core';
import type { VerificationMethod } from '@pacekeeper/contracts';

/** What a method is called, and what its person does with it. */
export const METHOD_WORDS: Readonly<Record<VerificationMethod, { name: string; where: string }>> = {
  totp: { name: 'Authenticator app', where: 'Enter the code that your authenticator app shows.' },
  sms: { name: 'Text message', where: 'Enter the code from the text message.' },
  whatsapp: { name: 'WhatsApp', where: 'Enter the code from the WhatsApp message.' },
  backup: { name: 'Backup code', where: 'Enter a backup code that you have not used yet.' },
  email: { name: 'E-mail', where: 'Enter the code from the e-mail.' },
  approve: { name: 'It was me', where: 'Confirm that the sign-in is yours.' },
  by_hand: { name: 'Instagram app', where: 'Do what the Instagram app asks for, then come back.' },
};

interface MethodChoiceProps {
  readonly label: string;
  readonly options: readonly { readonly method: VerificationMethod; readonly to?: string | undefined }[];
  readonly chosen: VerificationMethod | null;
  readonly onChoose: (method: VerificationMethod) => void;
}

/** Which way the code comes, where there are several. */
export function MethodChoice({ label, options, chosen, onChoose }: MethodChoiceProps) {
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
