import { Radio, Stack, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { Section } from '../../../components/section.tsx';

const CHOICES: readonly { readonly value: MantineColorScheme; readonly label: string; readonly help: string }[] = [
  { value: 'auto', label: 'Same as system', help: 'Follows the setting of this device.' },
  { value: 'light', label: 'Light', help: 'Dark text on a light background.' },
  { value: 'dark', label: 'Dark', help: 'Light text on a dark background.' },
];

const isScheme = (value: string): value is MantineColorScheme => CHOICES.some((choice) => choice.value === value);

/** System, light or dark, in words. */
export function ThemeSection() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section card title="Theme">
      <Radio.Group
        aria-label="Theme"
        description="Applies to this browser only."
        value={colorScheme}
        onChange={(value) => isScheme(value) && setColorScheme(value)}
      >
        <Stack gap={12} mt={12}>
          {CHOICES.map(({ value, label, help }) => (
            <Radio key={value} value={value} label={label} description={help} />
          ))}
        </Stack>
      </Radio.Group>
    </Section>
  );
}
