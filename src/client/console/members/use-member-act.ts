import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';

/** Something done to a member: the list is read again, and the server's words are shown. */
export function useMemberAct<Input = void>(
  act: (input: Input) => Promise<unknown>,
  words: string,
  onDone?: () => void,
) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['members'] });
      onDone?.();
      void message.success(words);
    },
    onError: (error) => void message.error(error.message),
  });
}
