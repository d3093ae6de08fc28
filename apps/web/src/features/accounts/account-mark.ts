export { accountMark, type AccountMark, isSessionLost } from '../../lib/selectors/account-state.ts';
