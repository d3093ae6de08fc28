import { LinkButton } from '../../../components/links.tsx';
import { Section } from '../../../components/section.tsx';
import { paths } from '../../../lib/paths.ts';
import classes from './profile.module.css';

export function PasswordSection() {
  return (
    <Section card title="Password">
      <div className={classes.row}>
        <p className={classes.words}>Changing it ends your other login sessions. This one stays.</p>
        <LinkButton to={paths.changePassword.href()}>Change password</LinkButton>
      </div>
    </Section>
  );
}
