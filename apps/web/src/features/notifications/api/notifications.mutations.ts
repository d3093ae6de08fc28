import { routes, type SetNotifications } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { keys } from '../../../lib/query-keys.ts';
import { bodyOf, type Notifications } from '../channels.ts';
import { notificationsQuery } from './notifications.queries.ts';

type Change = (body: SetNotifications) => SetNotifications;

/** The settings are sent as a whole: a change is made to what holds now, not to what was on the screen. */
export const useChangeNotifications = (userId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: Change) => {
      const now = await client.fetchQuery(notificationsQuery(userId));
      return (await call(routes.notifications.set, { params: { id: userId }, body: change(bodyOf(now)) }))
        .notifications;
    },
    onSuccess: (notifications) => client.setQueryData<Notifications>(keys.notifications, notifications),
    // A secret is not kept in memory once it was sent.
    gcTime: 0,
  });
};

/** Sends a test to one channel; brings what came of it. */
export const useTestChannel = (userId: string, channelId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () =>
      (await call(routes.notifications.test, { params: { id: userId }, body: { channel_id: channelId } })).results[0],
    onSettled: () => client.invalidateQueries({ queryKey: keys.notifications }),
  });
};
