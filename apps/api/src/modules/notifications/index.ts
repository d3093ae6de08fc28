export { NotificationFeed } from './notification-feed.service.ts';
export { NotificationsFeedModule, NotificationsModule } from './notifications.module.ts';
