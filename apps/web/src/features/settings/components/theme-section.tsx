import { Radio, Stack, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { Section } from '../../../components/section.tsx';

const CHOICES: readonly { readonly value: MantineColorScheme; readonly label: string; readonly help: string }[] = [
  { value: 'auto', label: 'As the system', help: 'Follows what this device is set to.' },
  { value: 'light', label: 'Light', help: 'Dark words on a light ground.' },
  { value: 'dark', label: 'Dark', help: 'Light words on a dark ground.' },
];

const isScheme = (value: string): value is MantineColorScheme => CHOICES.some((choice) => choice.value === value);

/** System, light or dark, in words. */
export function ThemeSection() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section card title="Theme">
      <Radio.Group
        aria-label="Theme"
        description="Kept in this browser; every other one has its own."
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
