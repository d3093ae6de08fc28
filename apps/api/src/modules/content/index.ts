export { ContentModule } from './content.module.ts';
export { DmTemplatesService } from './dm-templates.service.ts';
export { type ListedTarget, ListsService, type Standing } from './lists.service.ts';
