import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

/** Slate: text, lines and surfaces. */
const slate: MantineColorsTuple = [
  '#f6f8fa',
  '#edf1f5',
  '#dfe5ec',
  '#cad3de',
  '#9aa7b8',
  '#5f6e83',
  '#4a5a70',
  '#334155',
  '#1f2a3a',
  '#111a27',
];

/** The same, as dark surfaces: text first, the page last but two. */
const night: MantineColorsTuple = [
  '#e4eaf1',
  '#c4cedb',
  '#9dabbd',
  '#75859a',
  '#2c3a4c',
  '#212d3c',
  '#17212d',
  '#0f161f',
  '#0b1118',
  '#070b10',
];

/** The one accent: what can be pressed, and where one is. */
const teal: MantineColorsTuple = [
  '#eef8f7',
  '#d5efec',
  '#abded8',
  '#7ccbc3',
  '#4fb8ae',
  '#2a9d93',
  '#17837a',
  '#0f6b66',
  '#0b5753',
  '#084340',
];

/** Danger, and what Mantine calls an error. */
const red: MantineColorsTuple = [
  '#fdeeed',
  '#fad9d7',
  '#f5b3af',
  '#f29a95',
  '#ea6a64',
  '#d8423c',
  '#c22f2a',
  '#a82320',
  '#8c1c1a',
  '#6d1514',
];

/** What a state looks like: the word on its ground, the ground, and the mark (dot, bar, line). */
export interface StateColours {
  readonly word: string;
  readonly ground: string;
  readonly mark: string;
}

export const STATE_COLOURS = {
  light: {
    running: { word: '#17603a', ground: '#e6f5ec', mark: '#1b8a4f' },
    waiting: { word: '#1d4f9e', ground: '#e8f0fc', mark: '#2f6fd0' },
    paused: { word: '#7d4a08', ground: '#fcf1d8', mark: '#b3690e' },
    stopped: { word: '#4a5a70', ground: '#edf1f5', mark: '#68788e' },
    blocked: { word: '#9b2220', ground: '#fdecea', mark: '#c93a34' },
    unknown: { word: '#583aa6', ground: '#f2eefc', mark: '#7650c9' },
  },
  dark: {
    running: { word: '#7fdca6', ground: '#122c20', mark: '#37b873' },
    waiting: { word: '#9cc4fb', ground: '#14263f', mark: '#5b98ea' },
    paused: { word: '#f0c673', ground: '#33260f', mark: '#d79a2b' },
    stopped: { word: '#b4c0cf', ground: '#212d3c', mark: '#8292a6' },
    blocked: { word: '#ffa9a3', ground: '#3a1a1a', mark: '#ec6a63' },
    unknown: { word: '#c8b4fb', ground: '#282043', mark: '#9f82ee' },
  },
} as const satisfies Record<'light' | 'dark', Record<string, StateColours>>;

/** Grounds and lines that both themes name alike; text colours are held against them in the theme's spec. */
export const SURFACES = {
  light: {
    page: slate[0],
    card: '#ffffff',
    line: slate[2],
    edge: '#c0cbd8',
    field: '#76859a',
    text: slate[9],
    quiet: slate[6],
  },
  dark: {
    page: night[7],
    card: night[6],
    line: night[4],
    edge: '#41526a',
    field: '#708096',
    text: night[0],
    quiet: night[2],
  },
} as const;

export const ACCENTS = {
  light: {
    press: { ground: teal[7], hover: teal[8], word: '#ffffff' },
    danger: { ground: red[7], hover: red[8], word: '#ffffff' },
    link: teal[7],
    here: teal[0],
  },
  dark: {
    press: { ground: teal[4], hover: teal[3], word: '#04201e' },
    danger: { ground: red[3], hover: red[2], word: '#2b0908' },
    link: teal[3],
    here: '#12302f',
  },
} as const;

const variables = (scheme: 'light' | 'dark'): Record<string, string> => {
  const surface = SURFACES[scheme];
  const accent = ACCENTS[scheme];
  const states = Object.entries(STATE_COLOURS[scheme]).flatMap(([state, colours]) =>
    Object.entries(colours).map(([part, colour]) => [`--state-${state}-${part}`, colour]),
  );
  return {
    '--mantine-color-body': surface.page,
    '--mantine-color-text': surface.text,
    '--mantine-color-dimmed': surface.quiet,
    '--mantine-color-placeholder': surface.quiet,
    '--mantine-color-default': surface.card,
    '--mantine-color-default-border': surface.field,
    '--mantine-color-error': STATE_COLOURS[scheme].blocked.word,
    '--mantine-color-anchor': accent.link,
    '--mantine-primary-color-filled': accent.press.ground,
    '--mantine-primary-color-filled-hover': accent.press.hover,
    '--mantine-primary-color-contrast': accent.press.word,
    '--danger-ground': accent.danger.ground,
    '--danger-hover': accent.danger.hover,
    '--danger-word': accent.danger.word,
    '--surface-card': surface.card,
    '--line': surface.line,
    '--edge': surface.edge,
    '--accent-here': accent.here,
    ...Object.fromEntries(states),
  };
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: variables('light'),
  dark: variables('dark'),
});

/** What is filled takes its ground and its word from the tokens, in both themes. */
const variantColours: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input);
  if (input.variant !== 'filled') return resolved;
  return input.color === 'red'
    ? { ...resolved, background: 'var(--danger-ground)', hover: 'var(--danger-hover)', color: 'var(--danger-word)' }
    : {
        ...resolved,
        background: 'var(--mantine-primary-color-filled)',
        hover: 'var(--mantine-primary-color-filled-hover)',
        color: 'var(--mantine-primary-color-contrast)',
      };
};

/** Label above, help under, error under. */
const FIELD_ORDER = ['label', 'input', 'description', 'error'];

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 3 },
  variantColorResolver: variantColours,
  white: '#ffffff',
  black: slate[9],
  colors: { teal, red, gray: slate, dark: night },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.54', md: '1.57', lg: '1.5', xl: '1.4' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.4' },
      h2: { fontSize: '1rem', lineHeight: '1.5' },
      h3: { fontSize: '0.875rem', lineHeight: '1.43' },
    },
  },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '4px', md: '8px', lg: '8px', xl: '8px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Anchor: { defaultProps: { inherit: true } },
    PasswordInput: { defaultProps: { inputWrapperOrder: FIELD_ORDER } },
    TextInput: { defaultProps: { inputWrapperOrder: FIELD_ORDER } },
    NativeSelect: { defaultProps: { inputWrapperOrder: FIELD_ORDER } },
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, padding: 'lg' } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, padding: 'lg' } },
  },
});
