import { idParamsSchema } from '../common.ts';
import {
  notificationsAnswerSchema,
  setNotificationsSchema,
  testedNotificationsSchema,
  testNotificationsSchema,
} from '../notifications.ts';
import { route } from './entry.ts';

export const notifications = {
  read: route({
    method: 'GET',
    path: '/api/users/:id/notifications',
    area: 'users',
    summary: 'Where you are notified of what, and what did not arrive',
    access: 'self.notifications',
    params: idParamsSchema,
    answer: notificationsAnswerSchema,
  }),
  set: route({
    method: 'PUT',
    path: '/api/users/:id/notifications',
    area: 'users',
    summary: 'Set where you are notified of what; channels that are left out are removed',
    access: 'self.notifications',
    personOnly: true,
    params: idParamsSchema,
    body: setNotificationsSchema,
    answer: notificationsAnswerSchema,
  }),
  test: route({
    method: 'POST',
    path: '/api/users/:id/notifications/test',
    area: 'users',
    summary: 'Send a test to your channels, and say what came of it',
    access: 'self.notifications',
    personOnly: true,
    params: idParamsSchema,
    body: testNotificationsSchema,
    answer: testedNotificationsSchema,
  }),
};
