import classes from './mark.module.css';

interface Props {
  /** Edge in px. */
  readonly size?: number;
}

/** The mark: a pendulum between two limits. */
export function Mark({ size = 24 }: Props) {
  return (
    <svg className={classes.mark} width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <path className={classes.limit} d="M4 19v8M28 19v8M10 4h12" />
      <path className={classes.swing} d="M16 4l3.6 14.2" />
      <circle className={classes.bob} cx="20.6" cy="22" r="4" />
    </svg>
  );
}
