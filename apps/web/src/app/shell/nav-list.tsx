import { NavLink } from 'react-router';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { paths } from '../../lib/paths.ts';
import { useReviewCount } from '../../lib/queries/reviews.query.ts';
import type { Place } from './navigation.ts';
import classes from './shell.module.css';

interface Props {
  readonly places: readonly Place[];
  readonly onGo?: () => void;
}

export function NavList({ places, onGo }: Props) {
  const reviews = useReviewCount();
  return (
    <ul className={classes.places}>
      {places.map(({ to, label, icon: Drawn }) => (
        <li key={to}>
          <NavLink to={to} className={classes.place} {...(onGo && { onClick: onGo })}>
            <Drawn size={18} stroke={1.5} aria-hidden="true" />
            {label}
            {to === paths.reviews.href() && reviews && (
              <span className={classes.count}>
                {reviews.words}
                <VisuallyHidden> waiting for your answer</VisuallyHidden>
              </span>
            )}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
