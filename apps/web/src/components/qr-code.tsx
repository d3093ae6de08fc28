import { encode } from 'uqr';
import classes from './qr-code.module.css';

interface Props {
  readonly text: string;
  /** What it is, for people who cannot see it; what it holds stands beside it in another form. */
  readonly label: string;
}

// The quiet zone that readers want around it, in modules.
const BORDER = 4;

/** A QR code, dark on light in both themes: many readers take no other. */
export function QrCode({ text, label }: Props) {
  const { data, size } = encode(text, { border: BORDER, ecc: 'M' });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg className={classes.code} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={path} shapeRendering="crispEdges" />
    </svg>
  );
}
