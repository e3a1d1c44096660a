import type { UseMutationOptions } from '@tanstack/react-query';
import { useIsMutating, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef } from 'react';
import type { Acts } from './sandbox-api';
import { act, moveClock, readState, readVersion } from './sandbox-api';
import type { SandboxState } from './sandbox-state';

const pollMs = 700;
/** So often the state is read although its version stands still: the clock and callbacks' fates have none. */
const fullReadEvery = 10;
const clockKey = ['clock'];

export interface Seen extends SandboxState {
  /** `performance.now()` when the state came: the world's clock runs on from there. */
  seenAtMs: number;
}

/** The sandbox as it is now: asks for the version, and for everything only when it grew or the clock is moving. */
export function useSandboxState() {
  const queryClient = useQueryClient();
  const isMoving = useIsMutating({ mutationKey: clockKey }) > 0;
  const unchanged = useRef(0);
  return useQuery({
    queryKey: ['state'],
    refetchInterval: pollMs,
    queryFn: async (): Promise<Seen> => {
      const last = queryClient.getQueryData<Seen>(['state']);
      if (last && !isMoving && ++unchanged.current < fullReadEvery) {
        if ((await readVersion()) === last.version) return last;
      }
      unchanged.current = 0;
      return { ...(await readState()), seenAtMs: performance.now() };
    },
  });
}

/** A change that the page asks for: reads the state again after it, tells why when refused. */
export function useChange<Input, Answer>(
  change: (input: Input) => Promise<Answer>,
  options: Pick<UseMutationOptions<Answer, Error, Input>, 'onSuccess' | 'mutationKey'> = {},
) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  return useMutation<Answer, Error, Input>({
    ...options,
    mutationFn: change,
    onError: (error) => void message.error(error.message),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['state'] }),
        queryClient.invalidateQueries({ queryKey: ['touches'] }),
      ]),
  });
}

export function useAct<Name extends keyof Acts>(name: Name) {
  return useChange((input: Acts[Name]) => act(name, input));
}

export interface ClockMove {
  /** @param to epoch ms */
  move: (to: number) => void;
  /** The way that the clock is going. */
  way: { from: number; to: number } | undefined;
}

export function useClockMove(): ClockMove {
  const queryClient = useQueryClient();
  const { mutate, isPending, variables } = useChange(({ to }: { from: number; to: number }) => moveClock(to), {
    mutationKey: clockKey,
  });
  return {
    move: (to) => {
      const now = queryClient.getQueryData<Seen>(['state'])?.now;
      if (now !== undefined && !isPending) mutate({ from: Date.parse(now), to });
    },
    way: isPending ? variables : undefined,
  };
}
