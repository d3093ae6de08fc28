import { useMutation } from '@tanstack/react-query';
import { api } from '../../../lib/http/api.ts';

/** Everything that is stored about the person, as a file. */
export const useExport = (userId: string) =>
  useMutation({ mutationFn: () => api.file(`users/${userId}/export`, 'application/json'), gcTime: 0 });
