import { Disclosure } from '../../../components/disclosure.tsx';
import classes from './connect.module.css';

/** What a session file is, how to make one, and what may happen. */
export function SessionFileHelp() {
  return (
    <>
      <p className={classes.help}>
        For many accounts Instagram takes a password only in its newer sign-in, which a few tools can do. Such a tool
        signs in once and saves the session as a file. Pacekeeper goes on with that session: same phone, same app
        version.
      </p>
      <Disclosure title="How to make one, and what may happen">
        {() => (
          <>
            <ol className={classes.help}>
              <li>On your own computer, install instagrapi or aiograpi, tools for Python, in their newest version.</li>
              <li>Have it sign in as this account, with the code that Instagram may ask for.</li>
              <li>Have it save its settings to a file: both call this dump settings.</li>
              <li>Give that file here, then delete it and sign in nowhere else with it.</li>
              <li>An export of another Pacekeeper, or the saved state of instagram-private-api, serves too.</li>
            </ol>
            <p className={classes.help}>
              Instagram may still ask you to confirm the sign-in, or end the session if the address differs much from
              the one where it was made; your usual address can be set as a proxy. The file grants access to the
              account. This page keeps nothing of it: it is sent once, and stored only as the session, encrypted.
            </p>
          </>
        )}
      </Disclosure>
    </>
  );
}
