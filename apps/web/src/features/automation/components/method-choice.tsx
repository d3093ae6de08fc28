import { Radio, Stack } from '@mantine/core';
import type { VerificationMethod } from '@pacekeeper/contracts';

/** What a method is called, and where its code is found. */
export const METHOD_WORDS: Readonly<Record<VerificationMethod, { name: string; where: string }>> = {
  totp: { name: 'Authenticator app', where: 'Enter the code that your authenticator app shows.' },
  sms: { name: 'Text message', where: 'Enter the code from the text message.' },
  whatsapp: { name: 'WhatsApp', where: 'Enter the code from the WhatsApp message.' },
  backup: { name: 'Backup code', where: 'Enter one of your backup codes that you have not used yet.' },
  email: { name: 'E-mail', where: 'Enter the code from the e-mail.' },
  phone: { name: 'Phone', where: 'Enter the code that came to your phone.' },
  app: { name: 'Instagram app', where: 'Open the Instagram app and confirm that it was you.' },
};

interface Props {
  readonly methods: readonly VerificationMethod[];
  readonly chosen: VerificationMethod | null;
  readonly onChoose: (method: VerificationMethod) => void;
}

/** Which way the code comes, where there are several. */
export function MethodChoice({ methods, chosen, onChoose }: Props) {
  if (methods.length < 2) return null;
  return (
    <Radio.Group
      label="Where the code comes from"
      value={chosen}
      onChange={(value) => onChoose(value as VerificationMethod)}
    >
      <Stack gap={8} mt={8}>
        {methods.map((method) => (
          <Radio key={method} value={method} label={METHOD_WORDS[method].name} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
