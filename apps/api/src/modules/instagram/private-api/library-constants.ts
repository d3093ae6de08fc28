import { IgApiClient } from 'instagram-private-api';

const { APP_VERSION, APP_VERSION_CODE } = new IgApiClient().state.constants;

/** The version that the client library claims by itself. */
export const Constants: { readonly APP_VERSION: string; readonly APP_VERSION_CODE: string } = {
  APP_VERSION,
  APP_VERSION_CODE,
};
