import classes from './initials.module.css';

interface Props {
  /** A user name, with or without what separates its parts. */
  readonly name: string;
  readonly size?: 'sm' | 'md';
}

/** The first letters of the first two parts: "mia.travels" as MT. */
export const initialsOf = (name: string): string =>
  name
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, 2)
    .map((part) => [...part][0] ?? '')
    .join('')
    .toUpperCase() || '?';

/** Stands for a picture. The name is beside it in words. */
export function Initials({ name, size = 'md' }: Props) {
  return (
    <span className={classes.initials} data-size={size} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
