import { useQuery } from '@tanstack/react-query';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { StateChip } from '../../../components/state-chip.tsx';
import { twoFactorQuery } from '../../../lib/queries/two-factor.query.ts';
import { useFreshCodes } from '../take-two-factor.ts';
import { FreshCodes } from './fresh-codes.tsx';
import { PasskeysRow } from './passkeys-row.tsx';
import { RecoveryCodesRow } from './recovery-codes-row.tsx';
import { TotpRow } from './totp-row.tsx';

const ON = (
  <StateChip look="running" icon="check">
    on
  </StateChip>
);
const OFF = <StateChip look="stopped">off</StateChip>;

/** The factors beside the password. New recovery codes come first, until they are saved. */
export function TwoFactorSection() {
  const query = useQuery(twoFactorQuery());
  const codes = useFreshCodes();
  return (
    <Section card title="Second factor" aside={query.data && (query.data.enabled ? ON : OFF)}>
      {codes ? (
        <FreshCodes codes={codes} />
      ) : (
        <QueryView query={query} skeleton={<SkeletonRows rows={3} height={64} />}>
          {(twoFactor) => (
            <div>
              <TotpRow confirmedAt={twoFactor.totp_confirmed_at} />
              <PasskeysRow passkeys={twoFactor.passkeys} />
              {twoFactor.enabled && <RecoveryCodesRow left={twoFactor.recovery_codes_left} />}
            </div>
          )}
        </QueryView>
      )}
    </Section>
  );
}
